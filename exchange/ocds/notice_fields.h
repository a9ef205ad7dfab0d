#pragma once
// The plain parts of a release: parties, values, periods, CPV codes, awards and contracts. Nothing here judges; classify.h does.
// Stateless functions over one tree.

#include "domain/notice.h"
#include "exchange/ocds/json_tree.h"

#include <optional>
#include <string>
#include <vector>

namespace openward::exchange {

/// What the meaning of a printed value depends on.
struct ValueBasis {
  bool amount_is_net = false; // UKPGA notices: `amount` is net of VAT, `amountGross` includes it
  bool framework = false;     // values are ceilings
};

/// The London date of a timestamp or of a bare date; nothing when it cannot be read.
std::optional<Date> read_date(Json value);

/// A value object; nothing when it states no amount at all. What cannot be read as money keeps its text and gets no pence.
std::optional<ValueReading> read_value(Json value, ValueKind kind, const ValueBasis& basis);

/// The party that a reference {id, name} points to, with what `parties` says of it.
PartyReading read_party(Json release, Json reference);
/// `buyer`, else the party in the role of buyer, else the procuring entity.
std::optional<PartyReading> read_buyer(Json release);

/// Every CPV code of 8 digits, the main one first, each once.
std::vector<std::string> read_cpv(Json release);

/// The earliest start and the latest end of the tender's contract period or of its lots.
struct Term {
  std::optional<Date> starts{};
  std::optional<Date> ends{};
};
Term read_tender_term(Json tender);

std::vector<AwardReading> read_awards(Json release, const ValueBasis& basis);
std::vector<ContractReading> read_contracts(Json release, const ValueBasis& basis);

/// Identifiers of the procurements or agreements that this one calls off from.
std::vector<std::string> read_related_frameworks(Json release);

/// Entities (&#039; &amp; …) resolved, mark-up taken out, white space single: the publisher's words, fit to be kept.
std::string plain_text(std::string_view text);
/// The same with typographic quotation marks, dashes and spaces as ASCII: the words as the rules read them.
std::string folded_text(std::string_view text);

} // namespace openward::exchange
