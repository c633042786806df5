package cn.yizhan.hub.ingest;

import io.vertx.core.Context;
import org.jspecify.annotations.Nullable;

/**
 * The way to stations: what is to go to them is in the database, where the hub that holds the
 * session finds it within two seconds. This makes this hub look at once; for use from any thread.
 */
public final class Downlink {
  private volatile @Nullable Context context;
  private volatile Runnable look = () -> {};

  Downlink() {}

  void startOn(Context ingest, Runnable looking) {
    look = looking;
    context = ingest;
  }

  /** Looks at once for what has changed or waits for stations connected to this hub. */
  public void wake() {
    Context ingest = context;
    if (ingest != null) {
      ingest.runOnContext(now -> look.run());
    }
  }
}
