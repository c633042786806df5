package cn.yizhan.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.hub.config.HostPort;
import cn.yizhan.hub.config.MqttListen;
import cn.yizhan.hub.ingest.IngestOptions;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class IngestStartTest {
  private static final HostPort AT = new HostPort("127.0.0.1", 0);

  @Test
  void theLargestMessageIsTheOneTheHubWasTold() {
    IngestOptions plain = IngestStart.options(new MqttListen(AT, null, null, 16_384, false));
    assertEquals(16_384, plain.largestMessage());
    assertNull(plain.listening().tls());
    assertNull(plain.listening().webSocket());
    assertFalse(plain.listening().proxied());
  }

  @Test
  void aCertificateTheLargestMessageAndALoadBalancerGoTogether() {
    MqttListen.Certificate pair = new MqttListen.Certificate(Path.of("chain"), Path.of("key"));
    IngestOptions secure = IngestStart.options(new MqttListen(AT, AT, pair, 131_072, true));
    assertEquals(131_072, secure.largestMessage());
    assertEquals(new IngestOptions.Tls(Path.of("chain"), Path.of("key")), secure.listening().tls());
    assertEquals(new IngestOptions.At("127.0.0.1", 0), secure.listening().webSocket());
    assertTrue(secure.listening().proxied());
  }
}
