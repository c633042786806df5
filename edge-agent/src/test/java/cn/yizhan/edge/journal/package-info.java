@NullMarked
package cn.yizhan.edge.journal;

import org.jspecify.annotations.NullMarked;
