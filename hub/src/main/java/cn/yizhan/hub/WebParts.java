package cn.yizhan.hub;

import cn.yizhan.hub.access.BootstrapToken;
import cn.yizhan.hub.access.Credentials;
import cn.yizhan.hub.access.Peppers;
import cn.yizhan.hub.api.AlertRoutes;
import cn.yizhan.hub.api.AlertWork;
import cn.yizhan.hub.api.Api;
import cn.yizhan.hub.api.Authenticator;
import cn.yizhan.hub.api.BacktestRoutes;
import cn.yizhan.hub.api.BearerAuthenticator;
import cn.yizhan.hub.api.CommandRoutes;
import cn.yizhan.hub.api.DigestRoutes;
import cn.yizhan.hub.api.EndpointRoutes;
import cn.yizhan.hub.api.Evidence;
import cn.yizhan.hub.api.EvidenceRoutes;
import cn.yizhan.hub.api.ForecastRoutes;
import cn.yizhan.hub.api.HoursRoutes;
import cn.yizhan.hub.api.HttpEntry;
import cn.yizhan.hub.api.InspectionRoutes;
import cn.yizhan.hub.api.NoticeRoutes;
import cn.yizhan.hub.api.OfficeRoutes;
import cn.yizhan.hub.api.PolicyRoutes;
import cn.yizhan.hub.api.Readiness;
import cn.yizhan.hub.api.ReplayRoutes;
import cn.yizhan.hub.api.RestockRoutes;
import cn.yizhan.hub.api.RosterRoutes;
import cn.yizhan.hub.api.Routes;
import cn.yizhan.hub.api.RuleRoutes;
import cn.yizhan.hub.api.SchemaRoutes;
import cn.yizhan.hub.api.SettingRoutes;
import cn.yizhan.hub.api.SilenceRoutes;
import cn.yizhan.hub.api.StationPhotoRoutes;
import cn.yizhan.hub.api.StationRoutes;
import cn.yizhan.hub.api.SupplyRoutes;
import cn.yizhan.hub.api.TelemetryRoutes;
import cn.yizhan.hub.api.TokenRoutes;
import cn.yizhan.hub.api.WiringRoutes;
import cn.yizhan.hub.console.Console;
import cn.yizhan.hub.notify.Endpoints;
import cn.yizhan.hub.storage.Database;
import cn.yizhan.hub.storage.PgAlertQueries;
import cn.yizhan.hub.storage.PgAlertSheets;
import cn.yizhan.hub.storage.PgBacktests;
import cn.yizhan.hub.storage.PgCalendarBook;
import cn.yizhan.hub.storage.PgCommandBook;
import cn.yizhan.hub.storage.PgDeliveryQueries;
import cn.yizhan.hub.storage.PgDigestBook;
import cn.yizhan.hub.storage.PgForecasts;
import cn.yizhan.hub.storage.PgHoursBook;
import cn.yizhan.hub.storage.PgInspectionBook;
import cn.yizhan.hub.storage.PgLinkLog;
import cn.yizhan.hub.storage.PgNoticeBook;
import cn.yizhan.hub.storage.PgOverview;
import cn.yizhan.hub.storage.PgPolicyBook;
import cn.yizhan.hub.storage.PgRegistry;
import cn.yizhan.hub.storage.PgReplays;
import cn.yizhan.hub.storage.PgRestockBook;
import cn.yizhan.hub.storage.PgRosterBook;
import cn.yizhan.hub.storage.PgRuleBook;
import cn.yizhan.hub.storage.PgSettingBook;
import cn.yizhan.hub.storage.PgSilenceBook;
import cn.yizhan.hub.storage.PgStationPhotos;
import cn.yizhan.hub.storage.PgSupplyBook;
import cn.yizhan.hub.storage.PgTelemetryQueries;
import cn.yizhan.hub.storage.PgTokens;
import cn.yizhan.hub.storage.PgWiringBook;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * What the HTTP side is made of.
 *
 * @param vertx runs it
 * @param database where everything is
 * @param peppers keys of secrets
 * @param bootstrap the token in the hub's directory
 * @param meters figures to show
 * @param readiness whether the hub can do its work
 * @param endpoints where notifications go
 * @param work what people do with alerts, and who is told of what is to go to stations
 */
public record WebParts(
    Vertx vertx,
    Database database,
    Peppers peppers,
    BootstrapToken bootstrap,
    PrometheusMeterRegistry meters,
    Readiness readiness,
    Endpoints endpoints,
    Work work) {
  /** Shorter than a connection may be silent. */
  private static final Duration LONGEST_BACKTEST = Duration.ofSeconds(60);

  /**
   * What reaches into other parts of the hub.
   *
   * @param alerts what people do with alerts
   * @param evidence their photos
   * @param wakeDownlink run after a change that is to go to stations; it leaves at once
   */
  public record Work(AlertWork alerts, Evidence evidence, Runnable wakeDownlink) {}

  /**
   * Makes the HTTP side; it does not listen yet.
   *
   * @param others authenticators asked after that of tokens
   * @param page how the page is shown and entered
   */
  public Future<HttpEntry> open(List<Authenticator> others, Console.Settings page) {
    PgTokens tokens = new PgTokens(database.pool(), peppers);
    Credentials credentials = new Credentials(vertx, tokens, bootstrap, System::currentTimeMillis);
    List<Authenticator> authenticators = new ArrayList<>();
    authenticators.add(new BearerAuthenticator(credentials));
    Console console =
        Console.of(
            vertx, page, books(page.zone()), peppers, credentials, System::currentTimeMillis);
    authenticators.add(console.authenticator());
    authenticators.addAll(others);
    HttpEntry entry = HttpEntry.create(vertx, meters, readiness, authenticators);
    RosterRoutes rosters =
        new RosterRoutes(new PgRosterBook(database.pool()), page.zone(), System::currentTimeMillis);
    List<Routes> routes = new ArrayList<>(routes(tokens, console));
    routes.add(rosters);
    routes.add(
        new InspectionRoutes(
            new PgInspectionBook(database.pool()), page.zone(), System::currentTimeMillis));
    routes.add(
        new PolicyRoutes(
            new PgPolicyBook(database.pool()),
            new PgCalendarBook(database.pool()),
            page.zone(),
            System::currentTimeMillis));
    return Api.mount(vertx, entry, routes)
        .map(
            mounted -> {
              rosters.mount(entry.router());
              console.pages().mount(entry.router());
              return entry;
            });
  }

  private Console.Books books(ZoneId zone) {
    return new Console.Books(
        new PgOverview(database.pool()),
        new PgAlertSheets(database.pool(), zone),
        new PgLinkLog(database.pool()));
  }

  private List<Routes> routes(PgTokens tokens, Console console) {
    PgRegistry registry = new PgRegistry(database.pool(), peppers);
    PgRuleBook rules = new PgRuleBook(database.pool());
    return List.of(
        new OfficeRoutes(registry),
        new StationRoutes(registry),
        new SupplyRoutes(
            new PgSupplyBook(database.pool()), work.wakeDownlink(), System::currentTimeMillis),
        new StationPhotoRoutes(vertx, new PgStationPhotos(database.pool())),
        new WiringRoutes(new PgWiringBook(database.pool()), registry, work.wakeDownlink()),
        new HoursRoutes(new PgHoursBook(database.pool())),
        new RestockRoutes(new PgRestockBook(database.pool()), System::currentTimeMillis),
        new TelemetryRoutes(new PgTelemetryQueries(database.pool())),
        new ForecastRoutes(new PgForecasts(database.pool(), System::currentTimeMillis)),
        new AlertRoutes(new PgAlertQueries(database.pool()), work.alerts()),
        new EvidenceRoutes(vertx, work.evidence()),
        new EndpointRoutes(registry, endpoints, new PgDeliveryQueries(database.pool())),
        new SchemaRoutes(),
        new ReplayRoutes(new PgReplays(database.pool())),
        new DigestRoutes(registry, new PgDigestBook(database.pool())),
        new SilenceRoutes(new PgSilenceBook(database.pool()), System::currentTimeMillis),
        new RuleRoutes(registry, rules, work.wakeDownlink()),
        new BacktestRoutes(
            new PgBacktests(
                vertx,
                database,
                stations -> rules.courses(database.pool(), stations),
                LONGEST_BACKTEST)),
        new SettingRoutes(new PgSettingBook(database.pool()), work.wakeDownlink()),
        new CommandRoutes(
            new PgCommandBook(database.pool()), work.wakeDownlink(), System::currentTimeMillis),
        new NoticeRoutes(
            new PgNoticeBook(database.pool()), work.wakeDownlink(), System::currentTimeMillis),
        new TokenRoutes(tokens, tokens, System::currentTimeMillis),
        console.routes());
  }
}
