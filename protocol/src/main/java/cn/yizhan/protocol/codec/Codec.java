package cn.yizhan.protocol.codec;

import cn.yizhan.protocol.Kind;
import cn.yizhan.protocol.Lane;
import cn.yizhan.protocol.codec.Rejection.Reason;
import cn.yizhan.protocol.message.BarePack;
import cn.yizhan.protocol.message.Message;
import cn.yizhan.protocol.message.Reading;
import cn.yizhan.protocol.point.PointScope;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/**
 * Turns the bytes of the wire into messages and back.
 *
 * <p>Decoding never throws, whatever the bytes: it answers with the message, in which the records
 * that were refused are listed, or with the reason why there is none. What it accepts every reader
 * and PostgreSQL can hold: finite numbers, texts without NUL and lone surrogates, bounded lengths.
 * The functions keep no state and may be called from any thread.
 */
public final class Codec {
  private static final String PACK = "pack";

  private Codec() {}

  /**
   * Decodes what a station sent.
   *
   * @param kind what the topic says it is
   * @param bytes the message
   * @param scope the points the station may speak of
   * @param received when the hub received it, in milliseconds; relative times of a bare pack count
   *     from it, those of an envelope from its {@code sent}
   * @throws IllegalArgumentException when the kind is one the hub sends
   */
  public static Decoded decodeUp(Kind kind, byte[] bytes, PointScope scope, long received) {
    Lane lane = kind.lane();
    if (lane != null) {
      return decodeLane(lane, bytes, scope, received);
    }
    return decodeWhole(
        bytes,
        fields ->
            switch (kind) {
              case BIRTH -> UpMessages.birth(fields);
              case REPLY -> UpMessages.reply(fields);
              case DEATH -> UpMessages.death(fields);
              default -> throw new IllegalArgumentException("sent by the hub: " + kind);
            });
  }

  /**
   * Decodes what the hub sent.
   *
   * @throws IllegalArgumentException when the kind is one stations send
   */
  public static Decoded decodeDown(Kind kind, byte[] bytes) {
    return decodeWhole(
        bytes,
        fields ->
            switch (kind) {
              case COMMAND -> DownMessages.command(fields);
              case CONFIG -> DownMessages.config(fields);
              case NOTICE -> DownMessages.notice(fields);
              default -> throw new IllegalArgumentException("sent by stations: " + kind);
            });
  }

  /**
   * Decodes a SenML pack without an envelope, such as hardware sends to its agent. The lane of the
   * result is {@link Lane#DATA}; whoever passes the readings on takes the lane of each point.
   *
   * @param received what relative times count from, in milliseconds
   */
  public static Decoded decodePack(byte[] bytes, PointScope scope, long received) {
    return decodeStream(
        bytes,
        (in, first) -> {
          if (first != JsonToken.START_ARRAY) {
            throw new Refusal(Reason.WRONG_TYPE, Json.MESSAGE, "expected array");
          }
          return barePack(in, Lane.DATA, bytes, scope, received);
        });
  }

  /**
   * The bytes of a message, in UTF-8.
   *
   * @param scope the points of the station; only reports and packs need it
   * @throws IllegalArgumentException when a reading is of no point of the station or impossible
   */
  public static byte[] encode(Message message, PointScope scope) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    try (JsonGenerator out = Json.factory().createGenerator(bytes)) {
      new MessageWriter(out, scope).write(message);
    } catch (IOException e) {
      throw new UncheckedIOException("a byte array cannot fail", e);
    }
    return bytes.toByteArray();
  }

  private static Decoded decodeLane(Lane lane, byte[] bytes, PointScope scope, long received) {
    ReportReader envelope = new ReportReader(scope);
    Decoded decoded =
        decodeStream(
            bytes,
            (in, first) -> {
              if (first == JsonToken.START_OBJECT) {
                return envelope.read(in, lane);
              }
              if (first == JsonToken.START_ARRAY) {
                return barePack(in, lane, bytes, scope, received);
              }
              throw new Refusal(Reason.WRONG_TYPE, Json.MESSAGE, "expected object or array");
            });
    return decoded instanceof Decoded.Rejected rejected
        ? new Decoded.Rejected(rejected.rejection(), envelope.identity())
        : decoded;
  }

  private static BarePack barePack(
      JsonParser in, Lane lane, byte[] bytes, PointScope scope, long received)
      throws IOException, Refusal {
    PackValues values = new PackReader(in, scope, PACK).read();
    List<Reading> readings = values.readings(received);
    return new BarePack(lane, hash(bytes), readings, values.rejected());
  }

  private static long hash(byte[] bytes) {
    try {
      return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(bytes)).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private interface StreamReader {
    Message read(JsonParser in, JsonToken first) throws IOException, Refusal;
  }

  private static Decoded decodeStream(byte[] bytes, StreamReader reader) {
    try (JsonParser in = Json.open(bytes)) {
      JsonToken first = in.nextToken();
      if (first == null) {
        throw Json.notJson(-1);
      }
      Message message = reader.read(in, first);
      Json.expectEnd(in);
      return new Decoded.Accepted(message);
    } catch (Refusal refusal) {
      return new Decoded.Rejected(refusal.rejection(), null);
    } catch (IOException e) {
      return new Decoded.Rejected(Json.rejection(e), null);
    }
  }

  private interface TreeReader {
    Message read(Fields fields) throws Refusal;
  }

  private static Decoded decodeWhole(byte[] bytes, TreeReader reader) {
    try {
      return new Decoded.Accepted(reader.read(Fields.ofMessage(Json.tree(bytes))));
    } catch (Refusal refusal) {
      return new Decoded.Rejected(refusal.rejection(), null);
    } catch (IOException e) {
      return new Decoded.Rejected(Json.rejection(e), null);
    }
  }
}
