// What the examples ask, in order, of the demonstration data. `ask(operation, …)` sends a request and keeps it with its answer; what is not
// asked here and can be asked without knowing anything (a GET without variables) is asked by the recorder as it stands.

const csv = "Date,Supplier,Amount\n01/09/2026,Example Care Ltd,26000.50\n14/09/2026,Example Diagnostics Ltd,n/a\n";

export async function scenario(ask, tokens) {
  const { recorder, curator, auditor, admin } = tokens;
  const first = async (operation, query) => (await ask(operation, { query: { limit: 1, ...query } })).body.data[0];
  const read = (operation, id, more = {}) => ask(operation, { id, ...more });

  const award = await first("list_awards", { synthetic: true, tender_class: "untendered" });
  await ask("list_awards", { suffix: ".csv", query: { synthetic: true, route: "direct_award_c", min_value: "9000000" } });
  await read("get_awards", award.id);
  await read("award_history", award.id);
  await read("award_page", award.id);
  await read("award_findings", award.id);
  await read("get_contracts", (await first("list_contracts")).id);
  const procurement = await first("list_procurements", { synthetic: false });
  await read("get_procurements", procurement.id);
  await read("procurement_timeline", procurement.id);
  await read("procurement_page", procurement.id);
  await read("procurement_ocds", procurement.id);
  await read("ocds_record", procurement.id, { query: { versioned: true } });
  await read("ocds_extension_codelist", "vat.csv");
  await read("csv_metadata", "programmes");
  await read("procurement_findings", procurement.id);
  const commissioner = await first("list_commissioners", { q: "Synthetic Riverside" });
  await read("get_commissioners", commissioner.id);
  for (const operation of ["annual_summary", "monitoring_report", "commissioner_spend", "commissioner_page", "annual_summary_page"]) await read(operation, commissioner.id);
  const provider = await first("list_providers", { q: "Synthetic Keystone" });
  await read("get_providers", provider.id);
  await read("provider_income", provider.id);
  await read("provider_page", provider.id);
  await ask("page_card", { query: { of: "/spend?group_by=provider" } });
  await read("group_page", (await first("list_providers", { ultimate_owner: true })).id);
  await read("list_provider_classifications", provider.id);
  for (const [list, one] of [["list_diagnostic_centres", "get_diagnostic_centres"], ["list_programmes", "get_programmes"], ["list_indicators", "get_indicators"],
    ["list_payments", "get_payments"], ["list_spend_files", "get_spend_files"], ["list_notices", "get_notices"], ["list_findings", "get_findings"]])
    await read(one, (await first(list)).id);
  await read("diagnostic_centre_page", (await first("list_diagnostic_centres")).id);
  await read("get_rule", "PSR-28");
  await read("get_lens", "all_non_nhs");

  const queries = JSON.stringify({ q0: { query: "Synthetic Keystone Rehabilitation LLP", limit: 2 } });
  await ask("reconcile", { query: { queries } });
  await ask("reconcile_form", { form: { queries } });
  await ask("reconcile_propose", { query: { type: "supplier", limit: 2 } });
  await ask("reconcile_suggest_entity", { query: { prefix: "synthetic k" } });
  await ask("reconcile_suggest_property", { query: { prefix: "cl" } });
  await ask("reconcile_suggest_type", { query: { prefix: "prov" } });
  await read("reconcile_flyout", provider.id);
  await read("reconcile_preview", provider.id);
  await ask("suggest", { query: { q: "synthetic k", limit: 2 } });
  await ask("search", { query: { q: "community diagnost*", limit: 1 } });
  await ask("list_awards", { query: { q: "community -ultrasound", sort: "relevance", facets: "tender_class,framework", limit: 1 } });
  await ask("report_spend", { query: { group_by: "provider_class" } });
  await ask("report_growth", { query: { from: "2024-25", to: "2025-26" } });
  await ask("assess_award", { body: "example" });

  // An award, from its draft to a modified contract; another one is cancelled.
  const draft = {
    commissioner: "ods:QHM", title: "Community audiology", reference: "EX-2026-021", cpv: ["85121000"], route: "direct_award_c",
    providers: [{ name: "Example Hearing Care Ltd", identifier: "coh:01234567", share_basis_points: 10000 }],
    value: { amount: "310000.00", vat: "excluded", kind: "lifetime" }, awarded_on: "2026-10-05", starts: "2026-11-01", ends: "2028-10-31",
  };
  const drafted = await ask("draft_award", { token: recorder, key: "community-audiology-1", body: draft });
  const published = await ask("publish_award", { id: drafted.body.id, token: recorder, match: drafted });
  const contract = await ask("get_contracts", { id: published.body.contract_id, quietly: true });
  await ask("modify_contract", {
    id: contract.body.id, token: recorder, match: contract,
    body: { modified_on: "2026-11-02", ground: "external_factors", attributable_to_authority: false, value_change: "24000.00", new_end: "2028-12-31", description: "Two months more, because demand rose." },
  });
  await read("award_ocds", published.body.id);
  const other = await ask("draft_award", { token: recorder, body: { ...draft, reference: "EX-2026-022", providers: [{ name: "Example Hearing Clinics Ltd" }] }, quietly: true });
  await ask("cancel_award", { id: other.body.id, token: recorder, match: other });

  // A procurement, step by step, until it is abandoned and begun anew.
  const opening = { commissioner: "ods:QHM", title: "Community audiology", reference: "EX-2026-023", cpv: ["85121000"], estimate: { amount: "310000.00", vat: "excluded" }, process: "direct_award_c", choice: "among_c_msp_cp", began: "2026-10-01" };
  let run = await ask("open_procurement", { token: recorder, body: opening });
  const step = async (operation, body) => (run = await ask(operation, { id: run.body.ocid, token: recorder, match: run, body }));
  await step("publish_procurement");
  await step("take_procurement_step", { step: "decide", on: "2026-10-02", note: "Panel of three" });
  await step("record_procurement_notice", { kind: "intention_to_award", submitted_on: "2026-10-02", published_on: "2026-10-05", reference: "000117-2026" });
  run = await ask("take_procurement_step", { id: run.body.ocid, token: recorder, match: run, body: { step: "begin_standstill", on: "2026-10-06" }, quietly: true });
  await step("record_representation", { provider: "Example Hearing Care Ltd", received_on: "2026-10-09", note: "On the weighting of the criteria" });
  await read("procurement_procedure", run.body.ocid);
  let ended = await ask("open_procurement", { token: recorder, body: { ...opening, reference: "EX-2026-024" }, quietly: true });
  ended = await ask("abandon_procurement", { id: ended.body.ocid, token: recorder, match: ended, body: { decided_on: "2026-10-12", note: "The service is no longer needed in this form" } });
  await ask("begin_further_procedure", { id: ended.body.ocid, token: recorder, match: ended, body: { because: "switch", process: "competitive_process", began: "2026-10-20" } });

  // A curator reads a file in, says who a supplier is, takes it back, and tells two records of one body.
  const file = await ask("import_file", { token: curator, query: { name: "september.csv", publisher: "ods:QHM" }, bytes: csv });
  await ask("get_import", { path: file.headers.location });
  const match = await first("list_matches", { q: "Example Care" });
  const seen = await read("get_matches", match.id);
  const decided = await ask("decide_match", { id: match.id, token: curator, match: seen, body: { decision: "body", body: provider.id, reason: "The register of companies, 01234567." } });
  await ask("undo_match", { id: match.id, token: curator, match: decided, body: { reason: "Another company of that name." } });
  const hearing = await ask("list_providers", { query: { q: "Example Hearing Care" }, quietly: true });
  const clinics = await ask("list_providers", { query: { q: "Example Hearing Clinics" }, quietly: true });
  const held = await ask("list_provider_classifications", { id: hearing.body.data[0].id, quietly: true });
  await ask("classify_provider", { id: hearing.body.data[0].id, token: curator, match: held, body: { provider_class: "social_enterprise", detail: "Register of companies, 01234567: a community interest company", from: "2026-04-01" } });
  const merged = await ask("get_providers", { id: hearing.body.data[0].id, quietly: true });
  await ask("merge_body", { id: merged.body.id, token: curator, match: merged, body: { into: clinics.body.data[0].id, reason: "One company number in the annual report" } });
  const into = await ask("get_providers", { id: clinics.body.data[0].id, quietly: true });
  await ask("split_body", { id: merged.body.id, token: curator, match: into, body: { reason: "Two companies after all" } });
  await ask("list_changes", { query: { since: 3, limit: 1, wait: 30 } });

  // What would become of a write; a token from its making to its end; and the account of writes.
  await ask("draft_award", { token: recorder, query: { dry_run: true }, body: draft });
  const made = await ask("create_token", { token: admin, body: { name: "NHS Example ICB, contracts team", role: "recorder", commissioner: "ods:QHM", expires: "2027-03-31" } });
  await ask("list_tokens", { token: admin });
  const one = await read("get_token", made.body.id, { token: admin });
  await ask("revoke_token", { id: made.body.id, token: admin, match: one });
  await ask("list_audit", { token: auditor, query: { limit: 2 } });

  // Each problem that a request can bring about.
  const problem = (operation, status, more) => ask(operation, { status, ...more });
  await problem("list_awards", 400, { query: { colour: "blue" } });
  await problem("draft_award", 401, { body: draft });
  await problem("merge_body", 403, { id: merged.body.id, token: recorder, match: '"any"', body: { into: provider.id, reason: "One company number" } });
  await problem("get_awards", 404, { id: "aw-000000000000" });
  await problem("health", 405, { method: "DELETE" });
  await problem("list_awards", 406, { headers: { Accept: "image/png" } });
  await problem("publish_award", 409, { id: drafted.body.id, token: recorder, match: await ask("get_awards", { id: drafted.body.id, token: recorder, quietly: true }) });
  await problem("publish_award", 412, { id: drafted.body.id, token: recorder, match: '"a-version-of-yesterday"' });
  await problem("draft_award", 415, { token: recorder, bytes: "title=Community audiology", headers: { "Content-Type": "text/plain" } });
  await problem("draft_award", 422, { token: recorder, key: "community-audiology-1", body: { ...draft, title: "Another" } });
  await problem("publish_award", 428, { id: drafted.body.id, token: recorder });
}
