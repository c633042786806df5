package cn.yizhan.hub.storage;

import cn.yizhan.hub.access.Actor;
import cn.yizhan.hub.access.Peppers;
import cn.yizhan.hub.notify.AddressGuard;
import cn.yizhan.hub.notify.Endpoints.Added;
import cn.yizhan.hub.notify.Endpoints.Entry;
import cn.yizhan.hub.notify.Endpoints.Registered;
import cn.yizhan.hub.notify.SigningSecret;
import cn.yizhan.hub.notify.channel.BadSettings;
import cn.yizhan.hub.notify.channel.Kind;
import cn.yizhan.hub.notify.channel.Sheet;
import cn.yizhan.protocol.config.ConfigFault;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes what is set about endpoints, secrets encrypted. */
final class EndpointWriter {
  private final Pool pool;
  private final Peppers peppers;
  private final AddressGuard guard;
  private final SecureRandom random = new SecureRandom();

  EndpointWriter(Pool pool, Peppers peppers, AddressGuard guard) {
    this.pool = pool;
    this.peppers = peppers;
    this.guard = guard;
  }

  private static final String REGISTER =
      Scope.sql(
          """
          with e as (
            insert into endpoint (id, office, kind, url, name, language, min_severity, tester,
              fallback, settings, sealed, sealed_pepper, robot, events, secret, pepper)
            select $3, o.id, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17
            from office o
            where {scope o.id} and o.code = $2
            returning *)
          select %s from e join office o on o.id = e.office"""
              .formatted(EndpointRows.SHOWN));

  Future<@Nullable Added> register(Actor actor, String office, ObjectNode json) {
    Sheet sheet;
    try {
      sheet = Sheet.read(json, guard);
    } catch (BadSettings e) {
      return Future.failedFuture(e);
    }
    UUID id = UUID.randomUUID();
    SigningSecret secret = sheet.kind() == Kind.WEBHOOK ? SigningSecret.generate(random) : null;
    // an empty secret cannot be opened, so that a release that knows no other kinds sends nothing
    byte[] sealed = secret == null ? new byte[0] : SealedSecrets.seal(peppers, id, secret);
    Tuple values = Scope.tuple(actor, office, id, sheet.kind().word());
    columns(values, id, sheet);
    values.addBuffer(Buffer.buffer(sealed)).addShort((short) peppers.current());
    return pool.withTransaction(
        tx ->
            robot(tx, sheet)
                .compose(known -> tx.preparedQuery(REGISTER).execute(values))
                .compose(
                    rows ->
                        PgEndpoints.audited(
                            tx, actor, "endpoint.register", EndpointRows.first(rows)))
                .map(entry -> entry == null ? null : new Added(entry, secret)));
  }

  /**
   * Adds url, name, language, least severity, tester, fallback, settings, what is sealed, robot,
   * and events.
   */
  private void columns(Tuple values, UUID id, Sheet sheet) {
    Sheet.Terms terms = sheet.terms();
    ObjectNode secret = sheet.secret();
    values
        .addString(sheet.shownUrl())
        .addString(terms.name())
        .addString(terms.language().word())
        .addString(terms.minSeverity().word())
        .addBoolean(terms.tester())
        .addBoolean(terms.fallback())
        .addValue(EndpointRows.settings(sheet))
        .addBuffer(
            secret == null
                ? null
                : Buffer.buffer(SealedSecrets.sealSheet(peppers, id, secret.toString())))
        .addShort(secret == null ? null : (short) peppers.current())
        .addString(robotId(sheet))
        .addArrayOfString(terms.events().toArray(String[]::new));
  }

  private static Future<Void> robot(SqlConnection tx, Sheet sheet) {
    String id = robotId(sheet);
    return id == null
        ? Future.succeededFuture()
        : tx.preparedQuery("insert into robot (id) values ($1) on conflict do nothing")
            .execute(Tuple.of(id))
            .mapEmpty();
  }

  /** A digest, since the address carries the token. */
  private static @Nullable String robotId(Sheet sheet) {
    String url = sheet.line().url();
    if (!sheet.kind().robot() || url == null) {
      return null;
    }
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      return "sha256:" + HexFormat.of().formatHex(sha.digest(url.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static final String LOCK =
      Scope.sql(
          """
          select %s, e.sealed, e.sealed_pepper
          from endpoint e
          join office o on o.id = e.office
          where {scope e.office} and e.id = $2
          for update of e"""
              .formatted(EndpointRows.SHOWN));

  private static final String CHANGE =
      """
      with e as (
        update endpoint set url = $2, name = $3, language = $4, min_severity = $5, tester = $6,
          fallback = $7, settings = $8, sealed = $9, sealed_pepper = $10, robot = $11, events = $12
        where id = $1
        returning *)
      select %s from e join office o on o.id = e.office"""
          .formatted(EndpointRows.SHOWN);

  Future<@Nullable Entry> change(Actor actor, UUID id, ObjectNode patch) {
    return pool.withTransaction(
        tx ->
            tx.preparedQuery(LOCK)
                .execute(Scope.tuple(actor, id))
                .compose(
                    rows ->
                        rows.size() == 0
                            ? Future.succeededFuture(null)
                            : change(tx, id, changed(rows.iterator().next(), id, patch))
                                .compose(entry -> told(tx, actor, entry, patch))));
  }

  private Sheet changed(Row row, UUID id, ObjectNode patch) {
    Sheet present;
    try {
      present = EndpointRows.sheet(peppers, id, row);
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException("what is set about endpoint " + id + " cannot be opened", e);
    }
    if (patch.has("kind") && !patch.path("kind").asText().equals(present.kind().word())) {
      throw new BadSettings(
          List.of(new ConfigFault("kind", "stays what it is; register another endpoint")));
    }
    return Sheet.read(present.changed(patch), guard);
  }

  private Future<Entry> change(SqlConnection tx, UUID id, Sheet sheet) {
    Tuple values = Tuple.of(id);
    columns(values, id, sheet);
    return robot(tx, sheet)
        .compose(known -> tx.preparedQuery(CHANGE).execute(values))
        .map(rows -> EndpointRows.entry(rows.iterator().next()));
  }

  private static Future<Entry> told(SqlConnection tx, Actor actor, Entry entry, ObjectNode patch) {
    List<String> names = new ArrayList<>();
    patch.fieldNames().forEachRemaining(names::add);
    JsonObject data =
        new JsonObject()
            .put("office", entry.office())
            .put("url", entry.url())
            .put("changed", new JsonArray(names));
    return PgAudit.record(tx, actor, "endpoint.change", "endpoint/" + entry.id(), data).map(entry);
  }

  private static final String ROTATE =
      Scope.sql(
          """
          with e as (
            update endpoint
            set secret = $3, pepper = $4,
              secret_before = case when $5::integer > 0 then secret end,
              pepper_before = case when $5::integer > 0 then pepper end,
              both_until = case when $5::integer > 0
                then now() + $5::integer * interval '1 hour' end
            where {scope office} and id = $2 and kind = 'webhook'
            returning *)
          select %s from e join office o on o.id = e.office"""
              .formatted(EndpointRows.SHOWN));

  Future<@Nullable Registered> rotate(Actor actor, UUID id, int bothHours) {
    SigningSecret secret = SigningSecret.generate(random);
    Tuple values =
        Scope.tuple(
            actor,
            id,
            Buffer.buffer(SealedSecrets.seal(peppers, id, secret)),
            (short) peppers.current(),
            bothHours);
    JsonObject data = new JsonObject().put("bothHours", bothHours);
    return pool.withTransaction(
        tx ->
            tx.preparedQuery(ROTATE)
                .execute(values)
                .map(EndpointRows::first)
                .compose(
                    entry ->
                        entry == null
                            ? Future.succeededFuture(null)
                            : PgAudit.record(tx, actor, "endpoint.rotate", "endpoint/" + id, data)
                                .map(new Registered(entry, secret))));
  }
}
