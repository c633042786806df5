package cn.yizhan.hub.console;

import io.vertx.core.json.JsonObject;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An alert that is not closed.
 *
 * @param id its identity
 * @param number its sayable number
 * @param cause what it is about
 * @param progress how far it has come
 * @param site where it is
 * @param times when, and until when
 * @param reading the reading with its limit as stored, null when there is none
 * @param edgeAction what the station did by itself as stored, null when nothing is known
 */
public record OpenAlert(
    UUID id,
    String number,
    Cause cause,
    Progress progress,
    Site site,
    Times times,
    @Nullable JsonObject reading,
    @Nullable JsonObject edgeAction) {

  /**
   * What it is about.
   *
   * @param rule id of the rule
   * @param subject {@code bay/3} or {@code station} for instance
   * @param severity word
   */
  public record Cause(String rule, String subject, String severity) {}

  /**
   * How far it has come.
   *
   * @param condition word
   * @param work word
   * @param delayed true when it became known late
   * @param test true while it is part of a test made on site
   * @param flapping true when it comes and goes
   * @param revision rises with each change
   */
  public record Progress(
      String condition,
      String work,
      boolean delayed,
      boolean test,
      boolean flapping,
      int revision) {}

  /**
   * Where it is.
   *
   * @param station the station, null when it is about the office as a whole
   * @param office the office
   */
  public record Site(@Nullable Place station, Place.Office office) {
    /** At a station. */
    public static Site of(Place station) {
      return new Site(station, station.office());
    }

    /** True when it is at the station of that code. */
    boolean isAt(String code) {
      return station != null && station.code().equals(code);
    }
  }

  /**
   * Its times, epoch milliseconds.
   *
   * @param event when it began
   * @param detected when it was found
   * @param cleared when it was over, null while it is not
   * @param acknowledge deadline, null for none
   * @param resolve deadline, null for none
   * @param recheck deadline, null for none
   */
  public record Times(
      long event,
      long detected,
      @Nullable Long cleared,
      @Nullable Long acknowledge,
      @Nullable Long resolve,
      @Nullable Long recheck) {}

  /** True while its condition holds. */
  public boolean active() {
    return progress.condition().equals("active");
  }

  /** True when the station has cut the subject and still has it cut, as far as the alert knows. */
  public boolean holdsCut() {
    return active()
        && edgeAction != null
        && "cut".equals(edgeAction.getString("action"))
        && edgeAction.getBoolean("confirmed", true);
  }

  /** True when what was cut stays cut until somebody resets it on site. */
  public boolean latched() {
    return edgeAction != null && edgeAction.getBoolean("latched", false);
  }
}
