@NullMarked
package cn.yizhan.edge.cli;

import org.jspecify.annotations.NullMarked;
