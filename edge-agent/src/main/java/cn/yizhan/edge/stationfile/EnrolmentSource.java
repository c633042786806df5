package cn.yizhan.edge.stationfile;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * Where a station file says who the station is.
 *
 * @param file path of the enrolment file, relative to the station file; null when the keys are in
 *     the station file itself
 * @param keys the keys of an enrolment; null when they are in a file of their own
 */
public record EnrolmentSource(@Nullable String file, @Nullable ObjectNode keys) {}
