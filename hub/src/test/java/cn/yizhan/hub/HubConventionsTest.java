package cn.yizhan.hub;

import cn.yizhan.protocol.conventions.Classes;
import cn.yizhan.protocol.conventions.ModuleConventions;
import cn.yizhan.protocol.conventions.Purity;
import com.tngtech.archunit.core.domain.JavaClasses;
import org.junit.jupiter.api.Test;

/** Who may know whom in the hub. */
class HubConventionsTest extends ModuleConventions {
  private static final String HUB = "cn.yizhan.hub";
  private static final String STORAGE = "cn.yizhan.hub.storage..";
  private static final String INGEST = "cn.yizhan.hub.ingest..";
  private static final String API = "cn.yizhan.hub.api..";
  private static final String CONSOLE = "cn.yizhan.hub.console..";
  private static final String NOTIFY = "cn.yizhan.hub.notify..";
  private static final String WATCH = "cn.yizhan.hub.watch..";
  private static final String PROBE = "cn.yizhan.hub.probe..";
  private static final String CONFIG = "cn.yizhan.hub.config..";
  private static final String RULES = "cn.yizhan.hub.rules..";
  private static final String ALERTS = "cn.yizhan.hub.alerts..";
  private static final String EVIDENCE = "cn.yizhan.hub.evidence..";
  private static final String SUPPLIES = "cn.yizhan.hub.supplies..";
  private static final String NOISE = "cn.yizhan.hub.noise..";
  private static final String COMPLIANCE = "cn.yizhan.hub.compliance..";

  private static final String CHANNELS = "cn.yizhan.hub.notify.channel..";
  private static final String ESCALATION = "cn.yizhan.hub.escalation..";
  private static final String FORECAST = "cn.yizhan.hub.forecast..";
  private static final String HOURS = "cn.yizhan.hub.hours..";

  private static final String[] PURE = {
    RULES, ALERTS, EVIDENCE, NOISE, ESCALATION, SUPPLIES, COMPLIANCE, FORECAST, HOURS
  };

  private final JavaClasses classes = Classes.production();

  @Test
  void rulesAlertsAndEvidenceTouchNoNetworkDatabaseOrClock() {
    Purity.noInputOrOutput(PURE).check(classes);
    Purity.noClock(PURE).check(classes);
  }

  @Test
  void rulesAlertsAndEvidenceKnowNobodyWhoUsesThem() {
    Purity.unaware(PURE, HUB, STORAGE, INGEST, API, CONSOLE, NOTIFY, WATCH, PROBE, CONFIG)
        .check(classes);
    Purity.unaware(new String[] {RULES}, ALERTS).check(classes);
    Purity.unaware(new String[] {RULES, ALERTS}, ESCALATION).check(classes);
  }

  @Test
  void channelsRenderAndJudgeWithoutNetworkDatabaseOrClock() {
    Purity.noInputOrOutput(CHANNELS).check(classes);
    Purity.noClock(CHANNELS).check(classes);
    Purity.unaware(new String[] {CHANNELS}, STORAGE, INGEST, API, CONSOLE, WATCH).check(classes);
  }

  @Test
  void onlyStorageSpeaksToTheDatabase() {
    Purity.onlyIn(
            new String[] {STORAGE},
            "io.vertx.sqlclient..",
            "io.vertx.pgclient..",
            "java.sql..",
            "javax.sql..",
            "org.postgresql..",
            "org.flywaydb..")
        .check(classes);
  }

  @Test
  void onlyIngestSpeaksMqtt() {
    Purity.onlyIn(new String[] {INGEST}, "io.vertx.mqtt..", "io.netty.handler.codec.mqtt..")
        .check(classes);
  }

  @Test
  void onlyTheApiAndTheConsoleServePages() {
    Purity.onlyIn(new String[] {API, CONSOLE}, "io.vertx.ext.web..", "io.vertx.openapi..")
        .check(classes);
  }

  @Test
  void storageImplementsThePortsOfItsUsersWhoDoNotKnowIt() {
    Purity.unaware(new String[] {INGEST, API, CONSOLE, NOTIFY, WATCH, PROBE}, STORAGE)
        .check(classes);
  }

  @Test
  void ingestAndDeliveryDoNotKnowTheApi() {
    Purity.unaware(new String[] {INGEST, NOTIFY, WATCH, PROBE}, API, CONSOLE).check(classes);
    Purity.unaware(new String[] {NOTIFY, PROBE}, INGEST).check(classes);
  }
}
