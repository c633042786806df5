/** From what hardware says to readings of the station's points, and back. Pure. */
@NullMarked
package cn.yizhan.edge.mapping;

import org.jspecify.annotations.NullMarked;
