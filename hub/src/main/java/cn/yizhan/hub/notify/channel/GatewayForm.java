package cn.yizhan.hub.notify.channel;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads the settings of a gateway for short messages or calls, and finds all that is wrong. */
final class GatewayForm {
  private static final Set<String> PLACEHOLDERS = Set.of("mobile", "text", "title", "number", "id");
  private static final String KNOWN =
      "; there are {mobile}, {text}, {title}, {number}, {id} and {secret.NAME} for the names in"
          + " secrets";

  /** Set by the client itself, or dangerous to set. */
  private static final Set<String> NOT_SETTABLE =
      Set.of(
          "host", "content-length", "content-type", "connection", "transfer-encoding", "upgrade");

  private final Kind kind;
  private final Fields settings;

  GatewayForm(Kind kind, Fields settings) {
    this.kind = kind;
    this.settings = settings;
  }

  @Nullable GatewayChannel read(@Nullable String url) {
    Map<String, String> secrets = settings.texts("secrets", "[A-Za-z0-9_-]{1,40}", 500, 10);
    String method = settings.choice("method", "POST", List.of("POST", "GET"));
    Map<String, Template> headers = headers(secrets);
    String contentType = settings.text("contentType", 100);
    Escape escape = Escape.of(contentType == null ? "application/json" : contentType);
    if (escape == null) {
      settings.fault(
          "contentType",
          "expected application/json, application/x-www-form-urlencoded, text/xml or text/plain");
    }
    Template body = body(method, secrets, escape);
    GatewayChannel.Told told = told();
    SuccessTest success = SuccessTest.read(settings.object("success"));
    if (url == null || escape == null || body == null) {
      return null;
    }
    Template address = new Template(url);
    int path = url.indexOf('/', url.indexOf("://") + 3);
    if (url.indexOf('{') >= 0 && (path < 0 || url.indexOf('{') < path)) {
      settings.outer("url", "has placeholders only after the host");
    }
    known("url", address, secrets, name -> true, true);
    if (!address.names().contains("mobile") && !body.names().contains("mobile")) {
      settings.fault("body", "nothing in it or in the address says {mobile}");
    }
    GatewayChannel.Call call =
        new GatewayChannel.Call(
            method,
            address,
            headers,
            contentType == null ? "application/json" : contentType,
            escape,
            body);
    return new GatewayChannel(kind, call, told, secrets, success);
  }

  private GatewayChannel.Told told() {
    List<String> mobiles = settings.mobiles("mobiles", 100);
    if (mobiles.isEmpty()) {
      settings.fault("mobiles", "is needed: the numbers to tell, at least one");
    }
    String separator = settings.text("separator", 5);
    Integer longest = settings.number("longest", 20, 2_000);
    return new GatewayChannel.Told(
        mobiles, separator == null ? "," : separator, longest == null ? 500 : longest);
  }

  private Map<String, Template> headers(Map<String, String> secrets) {
    Map<String, Template> headers = new LinkedHashMap<>();
    settings
        .texts("headers", "[A-Za-z0-9!#$%&'*+.^_`|~-]{1,60}", 500, 20)
        .forEach(
            (name, value) -> {
              String place = "headers." + name;
              Template template = new Template(value);
              if (NOT_SETTABLE.contains(name.toLowerCase(Locale.ROOT))) {
                settings.fault(place, "is not set this way");
              } else if (!value.matches("[\\x20-\\x7e]*")) {
                settings.fault(place, "expected printable ASCII characters");
              } else if (name.equalsIgnoreCase("authorization")
                  && template.names().stream().noneMatch(one -> one.startsWith("secret."))) {
                settings.fault(
                    place, "put the credential into secrets and write {secret.NAME} here");
              }
              known(
                  place,
                  template,
                  secrets,
                  one -> !Set.of("text", "title", "mobile").contains(one),
                  false);
              headers.put(name, template);
            });
    secrets.forEach(
        (name, value) -> {
          boolean used =
              headers.values().stream().anyMatch(one -> one.names().contains("secret." + name));
          if (used && !value.matches("[\\x20-\\x7e]*")) {
            settings.fault("secrets." + name, "stands in a header: expected printable ASCII");
          }
        });
    return headers;
  }

  private @Nullable Template body(
      String method, Map<String, String> secrets, @Nullable Escape escape) {
    String text = settings.lines("body", 8_000);
    if (method.equals("GET")) {
      if (text != null) {
        settings.fault("body", "GET has none; placeholders go into the address");
      }
      return new Template("");
    }
    if (text == null) {
      settings.fault("body", "is needed: the template of what is sent");
      return null;
    }
    Template body = new Template(text);
    known("body", body, secrets, name -> true, false);
    if (escape == Escape.JSON && Json.read(body.fill(name -> "1")) == null) {
      settings.fault("body", "is no JSON; placeholders for texts stand between quotes");
    }
    return body;
  }

  private void known(
      String place,
      Template template,
      Map<String, String> secrets,
      Predicate<String> allowed,
      boolean outer) {
    for (String name : template.names()) {
      boolean secret = name.startsWith("secret.") && secrets.containsKey(name.substring(7));
      String wrong =
          !secret && !PLACEHOLDERS.contains(name)
              ? "{" + name + "} stands for nothing" + KNOWN
              : !allowed.test(name) ? "{" + name + "} cannot stand here" : null;
      if (wrong != null && outer) {
        settings.outer(place, wrong);
      } else if (wrong != null) {
        settings.fault(place, wrong);
      }
    }
  }
}
