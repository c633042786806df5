@NullMarked
package cn.yizhan.edge.status;

import org.jspecify.annotations.NullMarked;
