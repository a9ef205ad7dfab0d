#include "service/app/import_spend.h"

#include "domain/text.h"
#include "exchange/spend/read_apart.h"
#include "persistence/imports.h"
#include "service/app/import_bodies.h"
#include "service/app/matching.h"

#include <algorithm>
#include <charconv>

namespace openward::app {

using persistence::Refusal;
using persistence::SpendLayout;
using persistence::UnitOfWork;

namespace {

constexpr std::size_t shown_rows = 5;
constexpr std::size_t shown_examples = 5;
constexpr std::size_t refusals_in_memory = 10'000;
constexpr std::size_t refusals_at_once = 1000;

/// Keeps the refusals of a file as they come: a file may be refused row by row to its end, however long it is.
class RefusalBook {
 public:
  RefusalBook(UnitOfWork& u, std::int64_t source, FileOutcome& outcome) : u_(u), source_(source), outcome_(outcome) {}
  void add(const RefusedLine& line) {
    Refusal refusal{"row " + std::to_string(line.row), line.code, line.reason, line.words};
    count_refusal(outcome_, refusal);
    if (outcome_.refusals.size() < refusals_in_memory) outcome_.refusals.push_back(refusal);
    waiting_.push_back(std::move(refusal));
    if (waiting_.size() >= refusals_at_once) write();
  }
  void write() {
    persistence::Sources(u_).refuse(source_, waiting_);
    waiting_.clear();
  }

 private:
  UnitOfWork& u_;
  std::int64_t source_;
  FileOutcome& outcome_;
  std::vector<Refusal> waiting_;
};

Result<Body> publisher_of(UnitOfWork& u, const std::string& given) {
  persistence::Bodies bodies(u);
  auto body = bodies.by_id(given);
  if (auto identifier = Identifier::parse(given); !body && identifier) body = bodies.by_identifier(*identifier);
  if (body) return *std::move(body);
  return invalid_at("publisher", "unknown_body",
                    "no body " + given +
                        " in the register. Give its public id (bd-…) or an identifier such as ods:QHM; `openward export commissioners "
                        "--to - --format csv` lists them.");
}

std::string delimiter_word(char delimiter) { return delimiter == '\t' ? "tab" : std::string(1, delimiter); }

/// What a person chose for this file, in the words that are remembered.
SpendLayout layout_of(const exchange::SpendOptions& options) {
  SpendLayout layout;
  for (const auto& [field, column] : options.columns) layout[field] = column;
  if (options.day_first) layout["day_order"] = *options.day_first ? "day_first" : "month_first";
  if (options.header_row) layout["header_row"] = std::to_string(*options.header_row);
  if (!options.sheet.empty()) layout["sheet"] = options.sheet;
  if (options.delimiter) layout["delimiter"] = delimiter_word(*options.delimiter);
  if (options.encoding) layout["encoding"] = std::string(to_string(*options.encoding));
  return layout;
}

/// Fills what was not chosen by hand; gives what it filled.
std::map<std::string, std::string> take_remembered(exchange::SpendOptions& options, const SpendLayout& layout) {
  std::map<std::string, std::string> taken;
  const auto fields = exchange::spend_fields();
  for (const auto& [field, choice] : layout) {
    if (std::find(fields.begin(), fields.end(), field) != fields.end()) {
      if (options.columns.contains(field)) continue;
      options.remembered[field] = choice;
    } else if (field == "day_order" && !options.day_first) {
      options.day_first = choice == "day_first";
    } else if (field == "header_row" && !options.header_row) {
      std::int64_t row = 0;
      std::from_chars(choice.data(), choice.data() + choice.size(), row);
      options.header_row = row;
    } else if (field == "sheet" && options.sheet.empty()) {
      options.sheet = choice;
    } else if (field == "delimiter" && !options.delimiter) {
      options.delimiter = choice == "tab" ? '\t' : choice.front();
    } else if (field == "encoding" && !options.encoding) {
      options.encoding = exchange::encoding_from(choice);
    } else {
      continue;
    }
    taken[field] = choice;
  }
  return taken;
}

Result<> remember(UnitOfWork& u, const std::string& publisher, const SpendLayout& before, const ImportOptions& options) {
  if (!options.remember && !options.forget) return Done{};
  if (publisher.empty()) {
    return invalid_at(
        "publisher", "no_publisher",
        "A layout is remembered for a publisher: say whose spend this is (publisher), by public id or an identifier such as ods:QHM.");
  }
  SpendLayout layout = options.forget ? SpendLayout{} : before;
  if (options.remember) {
    const SpendLayout chosen = layout_of(options.spend);
    if (chosen.empty()) {
      return invalid_at(
          "remember", "nothing_to_remember",
          "Nothing was chosen by hand that could be remembered: name a column, the header row, the sheet, the order of the day, the "
          "delimiter or the encoding.");
    }
    for (const auto& [field, choice] : chosen) layout[field] = choice;
  }
  persistence::SpendLayouts(u).remember(publisher, layout);
  return Done{};
}

void tell_account(FileOutcome& outcome, const SpendFile& account) {
  outcome.rows = account.rows_read;
  outcome.blank = account.blank;
  outcome.payments = account.payments;
  outcome.total_pence = account.total_pence;
}

} // namespace

void count_refusal(FileOutcome& outcome, const Refusal& refusal) {
  ++outcome.refused_rows;
  auto& tally = outcome.refused_for;
  auto found = std::find_if(tally.begin(), tally.end(), [&](const RefusedFor& r) { return r.code == refusal.code; });
  if (found == tally.end()) found = tally.insert(tally.end(), {refusal.code, 0, {}});
  ++found->count;
  if (found->examples.size() < shown_examples) found->examples.push_back(refusal);
}

void sort_refusals(FileOutcome& outcome) {
  std::stable_sort(outcome.refused_for.begin(), outcome.refused_for.end(),
                   [](const RefusedFor& a, const RefusedFor& b) { return a.count > b.count; });
}

Result<> take_spend(UnitOfWork& u, FileOutcome& outcome, std::int64_t source, std::string_view bytes, const ImportOptions& options) {
  persistence::Spend spend(u);
  persistence::Bodies bodies(u);
  SpendUnderstood understood;
  exchange::SpendOptions how = options.spend;
  understood.publisher_by = "unknown";
  if (!options.publisher.empty()) {
    auto body = publisher_of(u, options.publisher);
    if (!body) return body.error();
    understood.publisher = body->id;
    understood.publisher_name = body->name;
    understood.publisher_by = "by hand";
    const SpendLayout layout = persistence::SpendLayouts(u).of(body->id);
    if (!options.forget) understood.remembered = take_remembered(how, layout);
    if (auto kept = remember(u, body->id, layout, options); !kept) return kept;
  } else if (auto kept = remember(u, {}, {}, options); !kept) {
    return kept;
  }
  // The payer is known from the first line at the earliest, so the file's record is opened with it.
  std::optional<std::int64_t> file;
  const auto opened = [&](const std::string& entity) -> Result<std::int64_t> {
    if (file) return *file;
    if (understood.publisher.empty() && !entity.empty()) {
      auto resolved = bodies.resolve(entity, {}, "", "", true);
      if (!resolved) return resolved.error();
      understood.publisher = *resolved;
      understood.publisher_name = entity;
      understood.publisher_by = "the file's own words";
    }
    file = spend.open(source, understood.publisher);
    return *file;
  };
  RefusalBook refusals(u, source, outcome);
  exchange::SpendSink sink;
  sink.payment = [&](const PaymentLine& line) -> Result<> {
    auto key = opened(line.entity);
    if (!key) return key.error();
    if (understood.first_rows.size() < shown_rows) understood.first_rows.push_back(line);
    spend.add(*key, line);
    return Done{};
  };
  sink.refused = [&](const RefusedLine& line) { refusals.add(line); };
  sink.passed = options.passed;
  auto read = exchange::read_apart([&](const exchange::SpendSink& apart) { return exchange::read_spend(bytes, how, apart); }, sink);
  if (!read) return read.error();
  auto key = opened({});
  if (!key) return key.error();
  SpendFile account = read->file;
  account.name = outcome.name;
  account.sha256 = outcome.sha256;
  MatchTally named;
  const auto name_new = [&](std::int64_t known_before) -> Result<> {
    auto tally = match_new(u, options.known_bodies, known_before);
    if (!tally) return tally.error();
    named = *std::move(tally);
    return Done{};
  };
  const persistence::KeptSpend kept = spend.close(*key, std::move(account), name_new);
  for (const RefusedLine& line : kept.held_before) refusals.add(line);
  refusals.write();
  // Words of earlier files that nobody has read yet.
  auto rest = match_new(u, options.known_bodies);
  if (!rest) return rest.error();
  if (!options.known_bodies.empty()) {
    if (auto placed = place_bodies(u, options.known_bodies); !placed) return placed.error();
  }
  outcome.suppliers_new = named.read + rest->read;
  outcome.suppliers_linked = named.strings["linked"] + rest->strings["linked"];
  tell_account(outcome, kept.account);
  understood.reading = *std::move(read);
  understood.reading.file = kept.account;
  outcome.spend = std::move(understood);
  return Done{};
}

Result<> seen_spend(UnitOfWork& u, FileOutcome& outcome, std::int64_t source, const ImportOptions& options) {
  if (options.remember || options.forget) {
    auto body = options.publisher.empty() ? Result<Body>(Body{}) : publisher_of(u, options.publisher);
    if (!body) return body.error();
    const SpendLayout layout = body->id.empty() ? SpendLayout{} : persistence::SpendLayouts(u).of(body->id);
    if (auto kept = remember(u, body->id, layout, options); !kept) return kept;
  }
  const auto held = persistence::spend_file_of(u.session(), source);
  if (!layout_of(options.spend).empty())
    outcome.notes.push_back("The file was read before and is not read again: the choices made for it change nothing of what is kept.");
  if (options.publisher.empty() || !held) return Done{};
  auto body = publisher_of(u, options.publisher);
  if (!body) return body.error();
  if (held->publisher == body->id) return Done{};
  if (held->publisher.empty()) {
    persistence::name_publisher(u, *held, body->id);
    outcome.notes.push_back("The file was read before with nobody known as its publisher; it is " + body->name + "'s now.");
    return Done{};
  }
  return Error{
      ErrorKind::conflict,
      outcome.name + " was read before as spend of " + held->publisher_name + " (" + held->publisher + "), so " + body->name +
          " does not become its publisher. If the two are one organisation, merge the bodies; else give the publisher that it has.",
      {{"publisher", "other_publisher", "The file is held as spend of " + held->publisher + "."}},
      {}};
}

} // namespace openward::app
