package cn.yizhan.protocol.codec;

import cn.yizhan.protocol.Lane;
import cn.yizhan.protocol.codec.Rejection.Reason;
import cn.yizhan.protocol.message.Birth;
import cn.yizhan.protocol.message.Death;
import cn.yizhan.protocol.message.LanePosition;
import cn.yizhan.protocol.message.Reply;
import cn.yizhan.protocol.point.PointCatalogue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads what stations send beside their lanes. */
final class UpMessages {
  private UpMessages() {}

  static Birth birth(Fields fields) throws Refusal {
    String session = fields.word("session", Texts.ID, "identifier");
    String agent = fields.text("agent");
    long sent = fields.time("sent");
    List<Birth.Device> devices = new ArrayList<>();
    for (Fields device : fields.objects("devices", Limits.DEVICES)) {
      String id = device.word("id", Texts.ID, "identifier");
      devices.add(new Birth.Device(id, device.textOrEmpty("model")));
    }
    Birth.JournalFill journal = new Birth.JournalFill(0, 0);
    if (fields.has("journal")) {
      Fields fill = fields.object("journal");
      journal = new Birth.JournalFill(fill.number("bytes", 0), fill.number("capacity", 0));
    }
    return new Birth(
        session,
        agent,
        sent,
        lanes(fields),
        Collections.unmodifiableList(devices),
        declared(fields),
        fields.numberOrZero("configVersion"),
        journal);
  }

  private static Map<Lane, LanePosition> lanes(Fields fields) throws Refusal {
    Map<Lane, LanePosition> lanes = new EnumMap<>(Lane.class);
    if (fields.has("lanes")) {
      Fields given = fields.object("lanes");
      for (Lane lane : Lane.values()) {
        if (given.has(lane.word())) {
          Fields position = given.object(lane.word());
          String epoch = position.word("epoch", Texts.EPOCH, "letters and digits, at most 32");
          lanes.put(lane, new LanePosition(epoch, position.number("next", 1)));
        }
      }
    }
    return Collections.unmodifiableMap(lanes);
  }

  private static List<Birth.DeclaredPoint> declared(Fields fields) throws Refusal {
    List<Birth.DeclaredPoint> declared = new ArrayList<>();
    for (Fields point : fields.objects("points", Limits.DECLARED_POINTS)) {
      String name = point.text("name");
      if (!PointCatalogue.validName(name)) {
        throw point.refuse(Reason.BAD_TEXT, "name", "expected name of a point");
      }
      String unit = point.wordOrNull("unit", Texts.UNIT, "unit of measurement");
      declared.add(new Birth.DeclaredPoint(name, unit));
    }
    return Collections.unmodifiableList(declared);
  }

  static Death death(Fields fields) throws Refusal {
    return new Death(fields.word("session", Texts.ID, "identifier"));
  }

  static Reply reply(Fields fields) throws Refusal {
    String id = fields.word("id", Texts.ID, "identifier");
    String word = fields.word("result", Texts.WORD, "done, failed, expired or refused");
    for (Reply.Result result : Reply.Result.values()) {
      if (word(result).equals(word)) {
        return new Reply(id, fields.time("at"), result, fields.textOrEmpty("detail"));
      }
    }
    throw fields.refuse(
        Reason.IMPOSSIBLE_VALUE, "result", "expected done, failed, expired or refused");
  }

  /** The word a result travels as. */
  static String word(Reply.Result result) {
    return result.name().toLowerCase(Locale.ROOT);
  }
}
