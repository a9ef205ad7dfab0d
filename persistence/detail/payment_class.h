#pragma once
// What a payment counts under: SQL expressions over its row `p`, its supplier's words `s` and their body `pb`. Constants, which threads
// share. The roll-ups keep what these gave; whoever changes one writes a migration that works the roll-ups out again.

#include <string_view>

namespace openward::persistence::detail {

/// The class a payment counts under, in its row and in every report: that of the linked body on the day of payment, else that of the
/// supplier's words alone. Few bodies have classes of a time, and only theirs are looked up by day.
inline constexpr std::string_view payment_class =
    "case when pb.dated_classes = 1 then coalesce((select dc.provider_class from body_class dc where dc.body_key = pb.key and "
    "dc.superseded_by is null and (dc.from_date is null or dc.from_date <= p.paid_on) and (dc.to_date is null or dc.to_date >= p.paid_on) "
    "order by case when "
    "dc.from_date is null and dc.to_date is null then 1 else 0 end, dc.key desc limit 1), pb.provider_class) "
    "when coalesce(pb.provider_class, 'unclassified') = 'unclassified' then s.provider_class else pb.provider_class end";

/// The same now, for a supplier string beside its body.
inline constexpr std::string_view payment_class_now =
    "case when coalesce(pb.provider_class, 'unclassified') = 'unclassified' then s.provider_class else pb.provider_class end";

/// What a lens may tell apart inside a class; "" is not known. What the body is known as goes before what its words tell, and what is not
/// known before neither.
inline constexpr std::string_view payment_kind = "coalesce(nullif(pb.kind, ''), s.kind)";

} // namespace openward::persistence::detail
