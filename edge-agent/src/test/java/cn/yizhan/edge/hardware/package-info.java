@NullMarked
package cn.yizhan.edge.hardware;

import org.jspecify.annotations.NullMarked;
