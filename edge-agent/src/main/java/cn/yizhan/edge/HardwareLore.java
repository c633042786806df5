package cn.yizhan.edge;

import cn.yizhan.edge.mapping.Dialects;
import cn.yizhan.edge.mapping.Moment;
import cn.yizhan.edge.wiring.Family;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What hardware has said of itself and does not say again after a restart of the agent alone, kept
 * in its folder. Confined to the agent's event loop.
 */
final class HardwareLore {
  private static final Logger LOG = LoggerFactory.getLogger(HardwareLore.class);

  /** How often it is looked at whether there is news, ms. */
  private static final long LOOK = 5_000;

  /** After what the disk did not take, ms. */
  private static final long TRY_AGAIN = 600_000;

  /** As much text as two hundred devices with thirty values each make; more is not kept. */
  private static final int MOST = 1 << 20;

  private final Dialects dialects;
  private final AgentFiles files;
  private String kept = "";
  private long nextLook = Long.MIN_VALUE;

  HardwareLore(Dialects dialects, AgentFiles files) {
    this.dialects = dialects;
    this.files = files;
  }

  /** Takes over what was kept. */
  void restore() {
    byte[] packed = files.value(AgentFiles.Kept.ZIGBEE);
    if (packed == null) {
      return;
    }
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      kept = new String(in.readNBytes(MOST), StandardCharsets.UTF_8);
      dialects.remember(Family.ZIGBEE2MQTT, kept);
    } catch (IOException e) {
      LOG.warn("what Zigbee2MQTT said of its devices cannot be read: {}", e.toString());
    }
  }

  /** Keeps what is new; to be called often. */
  void tick(Moment now) {
    if (now.steady() < nextLook) {
      return;
    }
    nextLook = now.steady() + LOOK;
    String learnt = dialects.learnt(Family.ZIGBEE2MQTT);
    if (learnt.equals(kept) || learnt.length() > MOST) {
      return;
    }
    String before = kept;
    kept = learnt;
    files
        .save(AgentFiles.Kept.ZIGBEE, packed(learnt))
        .onFailure(
            error -> {
              LOG.warn("what Zigbee2MQTT said of its devices cannot be kept: {}", error.toString());
              kept = before;
              nextLook = now.steady() + TRY_AGAIN;
            });
  }

  private static byte[] packed(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new IllegalStateException("memory takes everything", e);
    }
    return bytes.toByteArray();
  }
}
