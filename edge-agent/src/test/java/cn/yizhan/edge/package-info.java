@NullMarked
package cn.yizhan.edge;

import org.jspecify.annotations.NullMarked;
