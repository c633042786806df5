@NullMarked
package cn.yizhan.edge.mapping;

import org.jspecify.annotations.NullMarked;
