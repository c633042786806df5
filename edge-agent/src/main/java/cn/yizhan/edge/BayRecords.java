package cn.yizhan.edge;

import cn.yizhan.edge.bays.Charging;
import cn.yizhan.edge.bays.Keeper;
import cn.yizhan.edge.mapping.Moment;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is known of the bays, kept over a restart. */
final class BayRecords {
  private static final Logger LOG = LoggerFactory.getLogger(BayRecords.class);

  private final Keeper keeper;
  private final Charging charging;
  private final AgentFiles files;
  private long keptKeeper;
  private long keptCharging;
  private long againAt = Long.MIN_VALUE;

  BayRecords(Keeper keeper, Charging charging, AgentFiles files) {
    this.keeper = keeper;
    this.charging = charging;
    this.files = files;
  }

  /** Takes over what was kept. */
  void restore(Moment now) {
    byte[] bays = files.value(AgentFiles.Kept.BAYS);
    try {
      if (bays != null) {
        keeper.restore(bays, now);
      } else if (files.damaged(AgentFiles.Kept.BAYS)) {
        throw new IOException("neither copy is whole");
      }
    } catch (IOException e) {
      LOG.error("how the bays were kept cannot be read: what is off stays off until started", e);
      keeper.distrust(now);
    }
    byte[] sessions = files.value(AgentFiles.Kept.SESSIONS);
    try {
      if (sessions != null) {
        charging.restore(sessions, now);
      }
    } catch (IOException e) {
      LOG.error("the sessions of before cannot be read", e);
    }
  }

  /** Keeps what has changed; what the disk does not take is tried again a while later. */
  void keep(Moment now) {
    if (now.steady() < againAt) {
      return;
    }
    long keeping = keeper.revision();
    if (keeping != keptKeeper) {
      long before = keptKeeper;
      keptKeeper = keeping;
      save(AgentFiles.Kept.BAYS, keeper.state(now), now, () -> keptKeeper = before);
    }
    long sessions = charging.revision();
    if (sessions != keptCharging) {
      long before = keptCharging;
      keptCharging = sessions;
      save(AgentFiles.Kept.SESSIONS, charging.state(now), now, () -> keptCharging = before);
    }
  }

  private void save(AgentFiles.Kept kept, byte[] state, Moment now, Runnable undo) {
    files
        .save(kept, state)
        .onFailure(
            error -> {
              LOG.error("the state of the bays cannot be kept", error);
              undo.run();
              againAt = now.steady() + BayNews.AGAIN;
            });
  }
}
