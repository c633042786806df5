package cn.yizhan.hub.storage;

import cn.yizhan.hub.access.Actor;
import cn.yizhan.hub.access.Peppers;
import cn.yizhan.hub.access.Secret;
import cn.yizhan.hub.api.Addition;
import cn.yizhan.hub.api.NewItem;
import cn.yizhan.hub.api.NewStation;
import cn.yizhan.hub.rules.Item;
import cn.yizhan.protocol.message.Config;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.LocalDate;
import java.util.List;

/** Writes new stations and the hashes of their secrets, in the caller's transaction. */
final class PgEnrolment {
  private final Peppers peppers;

  PgEnrolment(Peppers peppers) {
    this.peppers = peppers;
  }

  private static final String ADD_STATION =
      """
      insert into station (code, name, office, kind, status, address, phone, community, grid,
        host_shop, lat, lon, crs, demo, breaker)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
      on conflict (code) do nothing
      returning id""";

  /**
   * Registers a station of that office, with its audit row.
   *
   * @return {@link Addition#ADDED} or {@link Addition#TAKEN}
   */
  Future<Addition> enrol(
      SqlConnection tx, Actor actor, int office, NewStation station, Secret secret) {
    NewStation.Whereabouts where = station.whereabouts();
    NewStation.Place place = where.place();
    Tuple values =
        Tuple.tuple()
            .addValue(station.code().value())
            .addValue(station.name())
            .addValue(office)
            .addValue(station.kind())
            .addValue(station.status())
            .addValue(where.address())
            .addValue(where.phone())
            .addValue(where.community())
            .addValue(where.grid())
            .addValue(where.hostShop())
            .addValue(place == null ? null : place.lat())
            .addValue(place == null ? null : place.lon())
            .addValue(place == null ? null : place.crs())
            .addValue(station.demo())
            .addValue(station.equipment().breaker());
    return tx.preparedQuery(ADD_STATION)
        .execute(values)
        .compose(
            added -> {
              Integer id = PgRegistry.id(added);
              if (id == null) {
                return Future.succeededFuture(Addition.TAKEN);
              }
              return equip(tx, id, station.equipment())
                  .compose(done -> addSecret(tx, id, secret))
                  .compose(
                      slot ->
                          PgAudit.record(
                              tx,
                              actor,
                              "station.create",
                              "station/" + station.code(),
                              new JsonObject()
                                  .put("name", station.name())
                                  .put("office", station.office())))
                  .map(Addition.ADDED);
            });
  }

  private static final String ADD_BAYS =
      """
      insert into bay (station, number, use, low, circuit)
      select $1, b.number, b.use, b.low, b.circuit
      from unnest($2::integer[], $3::text[], $4::boolean[], $5::boolean[])
        as b (number, use, low, circuit)""";

  private static final String ADD_ITEMS =
      """
      insert into item (station, code, unit, capacity, minimum, counting, lead_days, review_days,
        service_level, expires)
      select $1, i.code, i.unit, i.capacity, i.minimum, i.counting, i.lead_days, i.review_days,
        i.service_level, i.expires
      from unnest($2::text[], $3::text[], $4::float8[], $5::float8[], $6::text[], $7::float8[],
        $8::float8[], $9::float8[], $10::date[])
        as i (code, unit, capacity, minimum, counting, lead_days, review_days, service_level,
          expires)""";

  private static Future<Void> equip(SqlConnection tx, int station, NewStation.Equipment equipment) {
    List<Config.Bay> bays = equipment.bays();
    Tuple bayValues =
        Tuple.of(
            station,
            bays.stream().map(Config.Bay::number).toArray(Integer[]::new),
            bays.stream().map(bay -> bay.use().word()).toArray(String[]::new),
            bays.stream().map(Config.Bay::low).toArray(Boolean[]::new),
            bays.stream().map(Config.Bay::circuit).toArray(Boolean[]::new));
    return tx.preparedQuery(ADD_BAYS)
        .execute(bayValues)
        .compose(done -> tx.preparedQuery(ADD_ITEMS).execute(values(station, equipment.items())))
        .mapEmpty();
  }

  private static Tuple values(int station, List<NewItem> registered) {
    List<Item> items = registered.stream().map(NewItem::item).toList();
    List<NewItem.Terms> terms = registered.stream().map(NewItem::terms).toList();
    return Tuple.of(
        station,
        items.stream().map(Item::code).toArray(String[]::new),
        items.stream().map(Item::unit).toArray(String[]::new),
        items.stream().map(Item::capacity).toArray(Double[]::new),
        items.stream().map(Item::minimum).toArray(Double[]::new),
        items.stream().map(item -> item.byHand() ? "hand" : "sensor").toArray(String[]::new),
        terms.stream().map(NewItem.Terms::leadDays).toArray(Double[]::new),
        terms.stream().map(NewItem.Terms::reviewDays).toArray(Double[]::new),
        terms.stream().map(NewItem.Terms::serviceLevel).toArray(Double[]::new),
        registered.stream().map(NewItem::expires).toArray(LocalDate[]::new));
  }

  private static final String ADD_SECRET =
      """
      insert into station_secret (station, slot, hmac, pepper)
      select $1::integer,
        coalesce((select 1 - slot from station_secret where station = $1::integer
                  order by created desc, slot desc limit 1), 0),
        $2::bytea, $3::smallint
      on conflict (station, slot)
      do update set hmac = excluded.hmac, pepper = excluded.pepper, created = clock_timestamp()
      returning slot""";

  /** Gives a station a secret in the slot that is free, or that of the older one; the slot. */
  Future<Short> addSecret(SqlConnection tx, int station, Secret secret) {
    int pepper = peppers.current();
    Buffer hash = Buffer.buffer(peppers.hmac(pepper, secret.bytes()));
    return tx.preparedQuery(ADD_SECRET)
        .execute(Tuple.of(station, hash, (short) pepper))
        .map(rows -> rows.iterator().next().getShort("slot"));
  }
}
