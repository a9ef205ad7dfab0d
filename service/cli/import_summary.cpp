#include "service/cli/import_summary.h"

#include "domain/money.h"
#include "service/app/import_account.h"
#include "service/render/json.h"

#include <algorithm>
#include <array>
#include <iostream>

namespace openward::cli {

using app::FileOutcome;
using app::ImportSummary;

namespace {

constexpr std::int64_t kShownRefusals = 20; // of one file, on a terminal; --format json lists all

void print_refusals(const FileOutcome& file) {
  std::int64_t shown = 0;
  for (const auto& refusal : file.refusals) {
    if (++shown > kShownRefusals) {
      std::cout << "  " << file.name << ": " << file.refused_rows - kShownRefusals
                << " more; `--format json` lists all, and the register keeps them\n";
      return;
    }
    std::cout << "  " << file.name << ", " << refusal.position << ": " << refusal.reason << " [" << refusal.code << "]\n";
  }
}

void print_tally(const char* head, const std::map<std::string, std::int64_t>& tally) {
  std::cout << head << '\n';
  for (const auto& [word, count] : tally) std::cout << "  " << word << ": " << count << '\n';
}

void print_bodies(const ImportSummary& summary) {
  for (const FileOutcome& file : summary.files) {
    if (file.kind != "ods" || file.refused) continue;
    std::cout << "  " << file.name << ": ";
    if (file.seen_before) {
      std::cout << "seen before\n";
    } else if (file.bodies_of == "successors") {
      std::cout << "successions: " << file.successions_new << " new, " << file.successions_same << " known, " << file.refusals.size()
                << " refused\n";
    } else {
      std::cout << file.bodies_of << ": " << file.bodies_new << " new, " << file.bodies_changed << " changed, " << file.bodies_same
                << " the same, " << file.refusals.size() << " refused\n";
    }
  }
}

void print_lists(const ImportSummary& summary) {
  for (const FileOutcome& file : summary.files) {
    if ((file.kind != "centres" && file.kind != "programmes" && file.kind != "indicators") || file.refused) continue;
    std::cout << file.kind << ": " << file.name << ": ";
    if (file.seen_before) {
      std::cout << "seen before\n";
      continue;
    }
    std::cout << file.records_new << " new, " << file.records_changed << " changed, " << file.records_same << " the same, "
              << file.refused_rows << " refused\n";
    for (const std::string& note : file.notes) std::cout << "  " << note << '\n';
  }
}

struct Totals {
  std::int64_t seen_files = 0, refused_files = 0, releases = 0, fresh = 0, seen = 0, changed = 0, refused = 0, procurements_new = 0,
               procurements_changed = 0, awards_new = 0, awards_changed = 0, rows = 0, blank = 0, payments = 0, pence = 0;
  std::int64_t bodies_new = 0, bodies_changed = 0, bodies_same = 0, successions_new = 0;
  bool notices = false, spend = false, bodies = false;
};

Totals totals_of(const ImportSummary& summary) {
  Totals t;
  for (const FileOutcome& file : summary.files) {
    t.seen_files += file.seen_before ? 1 : 0;
    t.refused_files += file.refused ? 1 : 0;
    t.notices = t.notices || file.kind == "ocds";
    t.spend = t.spend || file.kind == "spend";
    t.bodies = t.bodies || file.kind == "ods";
    t.bodies_new += file.bodies_new;
    t.bodies_changed += file.bodies_changed;
    t.bodies_same += file.bodies_same;
    t.successions_new += file.successions_new;
    t.releases += file.releases;
    t.fresh += file.releases_new;
    t.seen += file.releases_seen;
    t.changed += file.releases_changed;
    t.refused += file.refused_rows;
    t.procurements_new += file.procurements_new;
    t.procurements_changed += file.procurements_changed;
    t.awards_new += file.awards_new;
    t.awards_changed += file.awards_changed;
    t.rows += file.rows;
    t.blank += file.blank;
    t.payments += file.payments;
    t.pence += file.total_pence;
  }
  return t;
}

/// What can be done about rows refused for a reason; what is refused rightly has none.
struct Advice {
  std::string_view code;
  std::string_view what;
};
constexpr std::array<Advice, 12> advice{{
    {"total_row", "nothing to do: a total is no payment. Where it differs from our sum, ask the publisher which rows are missing"},
    {"repeated_header", "nothing to do"},
    {"held_before", "nothing to do: an earlier file holds these lines"},
    {"no_amount", "ask the publisher for the amount, or for the row's removal"},
    {"bad_amount",
     "correct the cell; when most rows are refused, look at the column with --dry-run and choose it with --column amount=HEADING"},
    {"other_currency", "ask the publisher for the amount in sterling"},
    {"no_date", "ask the publisher for the date of payment; another column may hold it: --column date=HEADING"},
    {"bad_date", "correct the cell; when most rows are refused, choose the column with --column date=HEADING"},
    {"ragged", "add the missing cells; when most rows are refused, say the delimiter with --delimiter"},
    {"runaway_quote", "close the quotation mark in that row"},
    {"too_long", "look for a quotation mark that is not closed in that row"},
    {"error_cell", "correct the formula in the publisher's workbook"},
}};

void print_advice(const ImportSummary& summary) {
  std::map<std::string, std::int64_t> counts;
  for (const FileOutcome& file : summary.files) {
    if (file.kind != "spend") continue;
    for (const app::RefusedFor& r : file.refused_for) counts[r.code] += r.count;
  }
  if (counts.empty()) return;
  std::cout << "what to do about the refused rows of spend\n";
  for (const auto& [code, count] : counts) {
    const auto found = std::find_if(advice.begin(), advice.end(), [&, &word = code](const Advice& a) { return a.code == word; });
    std::cout << "  " << code << ", " << count << (count == 1 ? " row: " : " rows: ")
              << (found == advice.end() ? std::string_view("see the reason of each") : found->what) << '\n';
  }
}

void print_refused_file(const FileOutcome& file) {
  std::cout << "  " << file.name << ": " << file.refused->message << '\n';
  for (const Fault& fault : file.refused->faults)
    if (fault.message != file.refused->message && file.refused->message.find(fault.message) == std::string::npos)
      std::cout << "    " << fault.message << '\n';
}

std::string stated_words(const SpendFile& file) {
  if (!file.stated_total_pence) return {};
  const std::string stated = Money{*file.stated_total_pence, {}}.decimal();
  const std::string place = " (row " + std::to_string(file.stated_total_row) + ")";
  if (*file.stated_total_pence == file.total_pence) return "; its own total" + place + " agrees";
  const auto difference = add_pence(*file.stated_total_pence, -file.total_pence);
  return "; its own total" + place + " says " + stated + " GBP" +
         (difference ? ", " + Money{*difference, {}}.decimal() + " GBP from its rows" : "");
}

void print_spend(const ImportSummary& summary) {
  for (const FileOutcome& file : summary.files) {
    if (file.kind != "spend" || file.refused) continue;
    std::cout << "  " << file.name << ": ";
    if (file.seen_before) {
      std::cout << "seen before\n";
    } else {
      std::cout << file.rows << " rows, " << file.payments << " payments, " << file.refused_rows << " refused";
      for (std::size_t i = 0; i < file.refused_for.size(); ++i)
        std::cout << (i == 0 ? " (" : ", ") << file.refused_for[i].count << ' ' << file.refused_for[i].code;
      if (!file.refused_for.empty()) std::cout << ')';
      if (file.blank > 0) std::cout << ", " << file.blank << " blank";
      std::cout << ", " << Money{file.total_pence, {}}.decimal() << " GBP"
                << (file.spend ? stated_words(file.spend->reading.file) : std::string());
      if (file.spend && !file.spend->reading.file.sheet.empty()) std::cout << "; sheet \"" << file.spend->reading.file.sheet << '"';
      std::cout << '\n';
    }
    for (const std::string& note : file.notes) std::cout << "    " << note << '\n';
  }
}

} // namespace

void print_summary(const ImportSummary& summary) {
  const Totals t = totals_of(summary);
  if (summary.dry_run) std::cout << "dry run: nothing was kept\n";
  std::cout << "files: " << summary.files.size() << " (" << t.seen_files << " seen before, " << t.refused_files << " refused)\n";
  if (t.notices) {
    std::cout << "releases: " << t.releases << " (" << t.fresh << " new, " << t.seen << " seen before, " << t.changed << " changed)\n"
              << "procurements: " << t.procurements_new << " new, " << t.procurements_changed << " changed\n"
              << "awards: " << t.awards_new << " new, " << t.awards_changed << " changed\n";
    print_tally("awards by regime", summary.awards_by_regime);
    print_tally("awards by route", summary.awards_by_route);
    print_tally("awards by tender class", summary.awards_by_tender_class);
  }
  if (t.spend) {
    std::cout << "rows: " << t.rows << " (" << t.payments << " payments, " << t.rows - t.payments - t.blank << " refused, " << t.blank
              << " blank)\n"
              << "paid: " << Money{t.pence, {}}.decimal() << " GBP\n";
    print_spend(summary);
  }
  if (t.bodies) {
    std::cout << "bodies: " << t.bodies_new << " new, " << t.bodies_changed << " changed, " << t.bodies_same
              << " the same; successions: " << t.successions_new << " new\n";
    print_bodies(summary);
  }
  print_lists(summary);
  std::cout << "refused: " << t.refused + t.refused_files << '\n';
  for (const FileOutcome& file : summary.files) {
    if (file.refused) print_refused_file(file);
    print_refusals(file);
  }
  print_advice(summary);
  if (!summary.passed_over.empty()) {
    std::cout << "passed over (not a kind of file the register reads): " << summary.passed_over.size() << '\n';
    for (const std::string& name : summary.passed_over) std::cout << "  " << name << '\n';
  }
  if (!summary.anything_new() && t.refused_files == 0) {
    const bool held = t.seen_files + t.seen > 0;
    std::cout << "nothing new: " << (held ? "everything was in the register already" : "the files hold no record to keep") << '\n';
  }
}

namespace {

void tally_json(render::Json& out, const char* name, const std::map<std::string, std::int64_t>& tally) {
  out.key(name).object();
  for (const auto& [word, count] : tally) out.member(word, count);
  out.end_object();
}

} // namespace

std::string summary_json(const ImportSummary& summary) {
  render::Json out;
  out.object().member("dry_run", summary.dry_run).key("files").array();
  for (const FileOutcome& file : summary.files) {
    out.object();
    app::write_account(out, file, app::Reader::importer);
    app::write_first_rows(out, file);
    out.key("refused_file");
    if (file.refused) {
      out.text(file.refused->message);
    } else {
      out.null();
    }
    out.key("refusals").array();
    for (const auto& refusal : file.refusals) {
      out.object()
          .member("position", refusal.position)
          .member("code", refusal.code)
          .member("reason", refusal.reason)
          .member("words", refusal.words)
          .end_object();
    }
    out.end_array().end_object();
  }
  out.end_array();
  out.key("passed_over").array();
  for (const std::string& name : summary.passed_over) out.text(name);
  out.end_array().member("procurements", summary.procurements).member("awards", summary.awards);
  tally_json(out, "awards_by_regime", summary.awards_by_regime);
  tally_json(out, "awards_by_route", summary.awards_by_route);
  tally_json(out, "awards_by_tender_class", summary.awards_by_tender_class);
  out.end_object();
  return out.take();
}

} // namespace openward::cli
