package cn.yizhan.hub.storage;

import cn.yizhan.hub.api.Evidence;
import cn.yizhan.hub.evidence.Photo;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Photos as rows, once each whatever they are about. */
final class PhotoRows {
  private PhotoRows() {}

  private static final String PHOTO =
      "insert into photo (digest, type, content) values ($1, $2, $3) on conflict do nothing";

  /** Keeps its bytes, unless they are there already. */
  static Future<Void> insert(SqlConnection tx, Photo photo) {
    return tx.preparedQuery(PHOTO)
        .execute(
            Tuple.of(bytes(photo.digest()), photo.type().media(), Buffer.buffer(photo.content())))
        .mapEmpty();
  }

  /** What a history and the audit log say of it. */
  static JsonObject said(Photo photo) {
    return new JsonObject()
        .put("digest", photo.digest())
        .put("type", photo.type().media())
        .put("bytes", photo.size());
  }

  /** The photo in rows with type and content, null when there is none. */
  static Evidence.@Nullable Stored stored(RowSet<Row> rows) {
    for (Row row : rows) {
      return new Evidence.Stored(row.getString("type"), row.getBuffer("content"));
    }
    return null;
  }

  /** A row with a digest, as the OpenAPI document shows a photo. */
  static JsonObject json(Row row) {
    return Rows.json(row).put("digest", digest(row));
  }

  /** The digest of a row, in hexadecimal digits. */
  static String digest(Row row) {
    return HexFormat.of().formatHex(row.getBuffer("digest").getBytes());
  }

  /** A digest as it is stored. */
  static Buffer bytes(String digest) {
    return Buffer.buffer(HexFormat.of().parseHex(digest));
  }
}
