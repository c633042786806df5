package cn.yizhan.hub.storage;

/** What is known now of how much there is of a supply. */
final class KnownLevels {
  private KnownLevels() {}

  /**
   * The level of item i of station s as k: value, at and source, {@code sensor} or {@code hand};
   * all null while nobody has said anything. The newest counts, whoever said it; of the same time
   * people prevail.
   */
  static final String OF_ITEM =
      """
      left join lateral (
        select n.value, n.at, n.source
        from (
          (select c.level as value, c.at, 'hand' as source, 0 as rank
           from stock_count c
           where c.station = i.station and c.item = i.code
           order by c.at desc, c.created desc limit 1)
          union all
          (select l.value, l.at, 'sensor', 1
           from latest_value l
           where l.station = s.code and l.point = 'supply/' || i.code || '/level'
           order by l.at desc limit 1)) n
        order by n.at desc, n.rank
        limit 1) k on true""";
}
