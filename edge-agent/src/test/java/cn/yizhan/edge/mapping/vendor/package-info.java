@NullMarked
package cn.yizhan.edge.mapping.vendor;

import org.jspecify.annotations.NullMarked;
