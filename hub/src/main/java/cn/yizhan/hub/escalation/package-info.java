/**
 * By when people are to act and who is told when they do not: policies, rosters, working time. Only
 * computes.
 */
@NullMarked
package cn.yizhan.hub.escalation;

import org.jspecify.annotations.NullMarked;
