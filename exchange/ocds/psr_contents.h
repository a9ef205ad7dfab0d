#pragma once
// What a notice under the Provider Selection Regime holds of the items that Schedules 2 to 15 of SI 2023/1348 ask for, in its fields and in
// its words. Which of them this notice must hold is decided elsewhere; here every item that a notice could be asked for is looked for.
// Pure.

#include "domain/notice.h"
#include "exchange/ocds/json_tree.h"
#include "exchange/ocds/psr_criteria.h"
#include "exchange/ocds/psr_words.h"

#include <optional>
#include <span>
#include <string_view>

namespace openward::exchange {

/// The items of domain/law/change/notice_contents in its order, without the two of Schedule 9, which is a letter and no notice.
std::span<const std::string_view> notice_content_items();

/// Fills `notice.contents`; the notice must be classified, its stated facts and its PsrStatements read.
void read_psr_contents(NoticeReading& notice, Json release, const PsrWords& words, const CriteriaReading& criteria);

/// What the prose alone holds of an item: the sentence that says it, or the place of the template that nobody filled. Nothing where the
/// item is not read from prose, or not found.
struct ProseContent {
  Presence presence = Presence::not_found;
  Hit sentence{};
  Hit hit{};
};
std::optional<ProseContent> content_in_prose(std::string_view item, const PsrWords& words);

} // namespace openward::exchange
