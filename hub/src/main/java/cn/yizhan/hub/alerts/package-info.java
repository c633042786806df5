/** What becomes of a fact: alerts, their life, and the words in which people are told. */
@NullMarked
package cn.yizhan.hub.alerts;

import org.jspecify.annotations.NullMarked;
