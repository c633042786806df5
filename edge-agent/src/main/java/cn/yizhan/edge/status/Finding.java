package cn.yizhan.edge.status;

import cn.yizhan.protocol.Label;

/**
 * Something a person on site should know.
 *
 * @param urgent true when something is cut for safety
 * @param text what
 */
record Finding(boolean urgent, Label text) {}
