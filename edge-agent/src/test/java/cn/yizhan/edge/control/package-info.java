@NullMarked
package cn.yizhan.edge.control;

import org.jspecify.annotations.NullMarked;
