package cn.yizhan.hub.console;

import cn.yizhan.hub.access.Actor;
import cn.yizhan.hub.alerts.AlertSheet;
import io.vertx.core.Future;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What people read of alerts. */
public interface AlertSheets {

  /** The sheet of an alert as it is now; null when the actor sees no such alert. */
  Future<@Nullable AlertSheet> sheet(Actor actor, UUID id);
}
