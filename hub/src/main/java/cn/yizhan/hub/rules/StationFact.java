package cn.yizhan.hub.rules;

/**
 * A fact and whose it is.
 *
 * @param station database id of the station
 * @param fact what was found
 */
public record StationFact(int station, Fact fact) {}
