@NullMarked
package cn.yizhan.edge.wiring;

import org.jspecify.annotations.NullMarked;
