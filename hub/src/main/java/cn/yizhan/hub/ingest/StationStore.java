package cn.yizhan.hub.ingest;

import cn.yizhan.hub.rules.Occurrence;
import cn.yizhan.hub.rules.OpenCondition;
import cn.yizhan.hub.rules.Profile;
import cn.yizhan.protocol.Label;
import cn.yizhan.protocol.Lane;
import cn.yizhan.protocol.StationCode;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What is registered and stored of stations, read in bulk: thousands may come back at once. */
@SuppressWarnings("ArrayRecordComponent") // columns and hashes; never compared
public interface StationStore {

  /**
   * What a station identifies itself by.
   *
   * @param station database id
   * @param code its code
   * @param disabled true when it must not be let in
   * @param secrets keyed hashes of its secrets, any of them is right
   */
  record Credential(int station, StationCode code, boolean disabled, List<Keyed> secrets) {}

  /**
   * A keyed hash.
   *
   * @param pepper id of the key
   * @param hmac HMAC-SHA256 of the secret under it
   */
  record Keyed(int pepper, byte[] hmac) {}

  /**
   * A registered station.
   *
   * @param profile bays, items and thresholds
   * @param version version of its configuration
   * @param stock version of what is judged by and the station is not told
   * @param desired what its agent is told beyond that
   */
  record Registration(Profile profile, long version, long stock, Desired desired) {
    /** A station of whose stock nothing has changed. */
    Registration(Profile profile, long version, Desired desired) {
      this(profile, version, 0, desired);
    }

    /** A station that is told nothing beyond its profile. */
    Registration(Profile profile, long version) {
      this(profile, version, new Desired(0, Map.of(), Map.of(), 0));
    }
  }

  /**
   * What an agent is told that judging at the hub does not need.
   *
   * @param office database id of the station's office
   * @param deadbands those that differ from the catalogue's, per point or pattern, in its unit
   * @param texts what displays show, by what for
   * @param breaker what the station's breaker is rated for, W; 0 when it is not known
   */
  record Desired(
      int office, Map<String, Double> deadbands, Map<String, Label> texts, double breaker) {}

  /**
   * Codes that are stored instead of names.
   *
   * @param epochs code per name of a journal
   * @param points code per name of a point
   */
  record Codes(Map<String, Integer> epochs, Map<String, Short> points) {}

  /**
   * A station as it is taken over.
   *
   * @param generation fence of this session: no other writes for the station any more
   * @param lanes where its lanes stand
   * @param registration what is registered
   * @param codes its codes
   * @param twin its twin when last saved, null when it never was
   * @param tail what was stored since, in the order of receipt; may begin with some from before
   * @param refusedToday rejections kept since midnight UTC
   */
  record Opened(
      long generation,
      Map<Lane, Batch.Stand> lanes,
      Registration registration,
      Codes codes,
      Batch.@Nullable SavedTwin twin,
      List<Occurrence> tail,
      int refusedToday) {}

  /**
   * Whether a station may still be connected, and with which configuration.
   *
   * @param station database id
   * @param disabled true when it must not be let in
   * @param version version of its configuration
   * @param stock version of what is judged by and the station is not told
   */
  record Standing(int station, boolean disabled, long version, long stock) {}

  /** The credentials of the stations of these codes; unknown codes are left out. */
  Future<List<Credential>> credentials(Collection<String> codes);

  /**
   * Takes stations over: waits for writes in flight, shuts out every earlier session, then reads
   * what is known. Stations that have been removed meanwhile are left out.
   */
  Future<Map<Integer, Opened>> takeOver(Collection<Integer> stations);

  /**
   * Reads again what is known of a station, without taking it over.
   *
   * @param generation generation of the session that holds it
   * @return empty when that session does not hold it any more
   */
  Future<Optional<Opened>> reopen(int station, long generation);

  /**
   * Reads what a twin is made from when no saved one can be used: everything stored within the time
   * that readings are accepted for, never all of it in memory.
   *
   * @param now the hub's clock
   * @param each takes it, in the order of receipt
   * @return what was told and whose end was not
   */
  Future<List<OpenCondition>> history(int station, long now, Consumer<Occurrence> each);

  /** What is registered now. */
  Future<Map<Integer, Registration>> registrations(Collection<Integer> stations);

  /** Which stations are disabled and which configuration they should have. */
  Future<List<Standing>> standings(Collection<Integer> stations);
}
