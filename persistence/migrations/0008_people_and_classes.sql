-- People stay people for as long as a class of a time says so, and a class that was wrong is superseded: it stays readable, and holds no more.

-- 1 when a class of a time that holds, or will, is that of a person: the name is hidden on every day. The class now is in provider_class.
alter table body add column person_at_times smallint not null default 0;
create index body_people on body (key) where (provider_class = 'individual' or person_at_times = 1);

alter table body_class add column superseded_by bigint references body_class (key);
alter table body_class add column superseded_at text;

update body set person_at_times = 1 where key in (select body_key from body_class where provider_class = 'individual' and (from_date is not null or to_date is not null));

-- What stands in awards of bodies with classes of a time was their class when they were written; it is the class on the day of the award.
update award set provider_class = (select case when count(distinct c.provider_class) = 1 then min(c.provider_class) else 'several_classes' end from (select coalesce((select k.provider_class from body_class k where k.body_key = b.key and (k.from_date is null or k.from_date <= award.effective_on) and (k.to_date is null or k.to_date >= award.effective_on) order by case when k.from_date is null and k.to_date is null then 1 else 0 end, k.key desc limit 1), b.provider_class) as provider_class from award_provider ap join body b on b.key = ap.body_key where ap.award_key = award.key) c) where effective_on is not null and key in (select ap.award_key from award_provider ap join body b on b.key = ap.body_key where b.dated_classes = 1);
