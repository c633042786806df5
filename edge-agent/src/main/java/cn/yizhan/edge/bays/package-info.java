/** What becomes of charging bays: states, sessions, and which are kept alive. Pure. */
@NullMarked
package cn.yizhan.edge.bays;

import org.jspecify.annotations.NullMarked;
