/** What a station is to have, the 6+6, and what people found of it on site. Only computes. */
@NullMarked
package cn.yizhan.hub.compliance;

import org.jspecify.annotations.NullMarked;
