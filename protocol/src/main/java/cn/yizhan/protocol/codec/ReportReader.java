package cn.yizhan.protocol.codec;

import cn.yizhan.protocol.Lane;
import cn.yizhan.protocol.codec.Rejection.Reason;
import cn.yizhan.protocol.message.LanePosition;
import cn.yizhan.protocol.message.Lost;
import cn.yizhan.protocol.message.Reading;
import cn.yizhan.protocol.message.Report;
import cn.yizhan.protocol.message.StationEvent;
import cn.yizhan.protocol.point.PointScope;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the envelope of a numbered message off a stream. */
final class ReportReader {
  private static final String PACK = "pack";
  private static final String EVENTS = "events";
  private static final String LOST = "lost";

  private final PointScope scope;
  private @Nullable String epoch;
  private long seq;
  private long sent = -1;
  private @Nullable PackValues pack;
  private @Nullable JsonNode events;
  private @Nullable JsonNode lost;

  ReportReader(PointScope scope) {
    this.scope = scope;
  }

  /** Reads up to the end of the object the parser stands on. */
  Report read(JsonParser in, Lane lane) throws IOException, Refusal {
    while (in.nextToken() != JsonToken.END_OBJECT) {
      String key = in.currentName();
      JsonToken token = in.nextToken();
      switch (key) {
        case "epoch" -> epoch = epoch(in, token);
        case "seq" -> seq = seq(in, token);
        case "sent" -> sent = sent(in, token);
        case PACK -> {
          expectArray(token, PACK);
          pack = new PackReader(in, scope, PACK).read();
        }
        case EVENTS -> {
          expectArray(token, EVENTS);
          events = Json.tree(in);
        }
        case LOST -> lost = Json.tree(in);
        default -> in.skipChildren();
      }
    }
    return report(lane);
  }

  /** Epoch and sequence number, once both have been read. */
  @Nullable LanePosition identity() {
    return epoch == null || seq == 0 ? null : new LanePosition(epoch, seq);
  }

  private Report report(Lane lane) throws Refusal {
    if (epoch == null) {
      throw new Refusal(Reason.WRONG_TYPE, "epoch", "expected letters and digits, at most 32");
    }
    if (seq == 0) {
      throw new Refusal(Reason.WRONG_TYPE, "seq", "expected whole number");
    }
    if (sent < 0) {
      throw new Refusal(Reason.WRONG_TYPE, "sent", "expected seconds since 1970");
    }
    List<Rejection> rejected = new ArrayList<>(0);
    List<Reading> readings = List.of();
    if (pack != null) {
      readings = pack.readings(sent);
      rejected = pack.rejected();
    }
    List<StationEvent> told = events == null ? List.of() : events(events, rejected);
    Lost loss = lost == null || lost.isNull() ? null : lost(Fields.of(lost, LOST));
    return new Report(lane, epoch, seq, sent, readings, told, loss, rejected);
  }

  private static String epoch(JsonParser in, JsonToken token) throws IOException, Refusal {
    if (token != JsonToken.VALUE_STRING || !Texts.EPOCH.matcher(in.getText()).matches()) {
      throw new Refusal(Reason.WRONG_TYPE, "epoch", "expected letters and digits, at most 32");
    }
    return in.getText();
  }

  private static long seq(JsonParser in, JsonToken token) throws IOException, Refusal {
    if (token != JsonToken.VALUE_NUMBER_INT) {
      throw new Refusal(Reason.WRONG_TYPE, "seq", "expected whole number");
    }
    boolean held = in.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
    if (!held || in.getLongValue() < 1 || in.getLongValue() > Limits.MAX_NUMBER) {
      throw new Refusal(
          Reason.IMPOSSIBLE_VALUE, "seq", "expected whole number from 1 to " + Limits.MAX_NUMBER);
    }
    return in.getLongValue();
  }

  private static long sent(JsonParser in, JsonToken token) throws IOException, Refusal {
    if (!Json.isNumber(token)) {
      throw new Refusal(Reason.WRONG_TYPE, "sent", "expected number");
    }
    double seconds = in.getDoubleValue();
    long millis = Json.millis(seconds);
    if (Double.isNaN(seconds) || millis < 0 || millis > Limits.MAX_TIME) {
      throw new Refusal(Reason.IMPOSSIBLE_TIME, "sent", "expected seconds since 1970");
    }
    return millis;
  }

  private static void expectArray(JsonToken token, String key) throws Refusal {
    if (token != JsonToken.START_ARRAY) {
      throw new Refusal(Reason.WRONG_TYPE, key, "expected array");
    }
  }

  private List<StationEvent> events(JsonNode array, List<Rejection> rejected) throws Refusal {
    if (array.size() > Limits.EVENTS) {
      throw new Refusal(Reason.BAD_TEXT, EVENTS, "expected at most " + Limits.EVENTS + " events");
    }
    List<StationEvent> told = new ArrayList<>(array.size());
    for (int i = 0; i < array.size(); i++) {
      try {
        told.add(event(Fields.of(array.get(i), EVENTS + "[" + i + "]"), rejected));
      } catch (Refusal refusal) {
        rejected.add(refusal.rejection());
      }
    }
    return told;
  }

  private StationEvent event(Fields fields, List<Rejection> rejected) throws Refusal {
    String id = fields.word("id", Texts.ID, "identifier");
    String type = fields.word("type", Texts.WORD, "dotted words");
    String subject = fields.word("subject", Texts.SUBJECT, "bay/3 or the like");
    String rule = fields.wordOrNull("rule", Texts.RULE, "rule and version such as S02@4");
    long at = Times.resolve(fields.has("t") ? fields.seconds("t") : Double.NaN, sent);
    if (at < 0 || at > Limits.MAX_TIME) {
      throw fields.refuse(Reason.IMPOSSIBLE_TIME, "t", "expected seconds since 1970 or from now");
    }
    return new StationEvent(id, type, at, subject, rule, Facts.read(fields, "data", rejected::add));
  }

  private static Lost lost(Fields fields) throws Refusal {
    String epoch = fields.word("epoch", Texts.EPOCH, "letters and digits, at most 32");
    Lane lane = Lane.of(fields.word("lane", Texts.WORD, "data or event"));
    if (lane == null) {
      throw fields.refuse(Reason.IMPOSSIBLE_VALUE, "lane", "expected data or event");
    }
    long from = fields.number("from", 1);
    Long to = fields.has("to") ? Long.valueOf(fields.number("to", from)) : null;
    return new Lost(epoch, lane, from, to, fields.word("reason", Texts.WORD, "short word"));
  }
}
