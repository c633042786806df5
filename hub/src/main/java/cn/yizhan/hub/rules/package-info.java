/**
 * What a station's reports mean: its latest values, its open conditions, its place in each lane.
 */
@NullMarked
package cn.yizhan.hub.rules;

import org.jspecify.annotations.NullMarked;
