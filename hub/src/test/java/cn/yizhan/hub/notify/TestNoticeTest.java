package cn.yizhan.hub.notify;

import cn.yizhan.hub.testing.Golden;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TestNoticeTest {
  @Test
  void theBodyThatTestsAnEndpointIsFixed() throws IOException {
    UUID endpoint = UUID.fromString("3a1f7c52-9a0e-4b5e-8f3e-2c9d51b7a6e4");
    long at = Instant.parse("2026-11-23T06:02:21.300Z").toEpochMilli();
    ZoneId zone = ZoneId.of("Asia/Shanghai");
    Golden.webhook("endpoint-test", TestNotice.body(endpoint, "sbs", "水泊寺街道", at, zone));
  }
}
