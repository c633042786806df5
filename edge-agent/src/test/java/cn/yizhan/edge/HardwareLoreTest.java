package cn.yizhan.edge;

import static cn.yizhan.edge.testing.Awaiting.get;
import static cn.yizhan.edge.testing.Awaiting.until;

import cn.yizhan.edge.journal.AsyncJournal;
import cn.yizhan.edge.journal.JournalLimits;
import cn.yizhan.edge.journal.JournalThreads;
import cn.yizhan.edge.mapping.Dialect;
import cn.yizhan.edge.mapping.Dialects;
import cn.yizhan.edge.mapping.Moment;
import cn.yizhan.edge.mapping.Publish;
import cn.yizhan.edge.mapping.Said;
import cn.yizhan.edge.uplink.Stamp;
import cn.yizhan.edge.wiring.Family;
import cn.yizhan.edge.wiring.WiredDevice;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HardwareLoreTest {
  @TempDir Path dir;
  private final Vertx vertx = Vertx.vertx();
  private final Context context = vertx.getOrCreateContext();
  private final JournalThreads threads = new JournalThreads(1);

  @AfterEach
  void stop() throws Exception {
    get(vertx.close());
    threads.close();
  }

  /** A family that has learnt a text. */
  private static final class Learner implements Dialect {
    private volatile String text = "";

    @Override
    public String learnt() {
      return text;
    }

    @Override
    public void remember(String learnt) {
      text = learnt;
    }

    @Override
    public boolean concerns(String topic) {
      return false;
    }

    @Override
    public Said read(Publish publish, Moment now) {
      return Said.NOTHING;
    }

    @Override
    public List<Message> order(Switching wanted) {
      return List.of();
    }

    @Override
    public List<Message> ask(WiredDevice device) {
      return List.of();
    }

    @Override
    public List<Message> identify(WiredDevice device) {
      return List.of();
    }
  }

  @Test
  void whatWasLearntIsKnownAfterARestartAndLaterNewsReplaceIt() throws Exception {
    AsyncJournal journal =
        AsyncJournal.begin(
            threads, dir, JournalLimits.DEFAULT, System::currentTimeMillis, Stamp::loss);
    String large = "[" + "{\"property\":\"智能插座\"},".repeat(10_000) + "{}]";
    for (String news : List.of("[1]", large)) {
      Learner learner = new Learner();
      HardwareLore lore = lore(learner, journal);
      learner.text = news;
      context.runOnContext(v -> lore.tick(new Moment(0, 0)));
      until("kept", () -> kept(journal).equals(news));
    }
    get(Future.fromCompletionStage(journal.close()));
  }

  private HardwareLore lore(Learner learner, AsyncJournal journal) throws Exception {
    Dialects dialects = new Dialects(Map.of(Family.ZIGBEE2MQTT, learner));
    HardwareLore lore = new HardwareLore(dialects, get(AgentFiles.open(journal, context, dir)));
    lore.restore();
    return lore;
  }

  /** What the next agent of the folder knows. */
  private String kept(AsyncJournal journal) {
    try {
      Learner next = new Learner();
      lore(next, journal);
      return next.text;
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
