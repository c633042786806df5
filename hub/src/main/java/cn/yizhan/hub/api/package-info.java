/** The HTTP side of the hub: routes of the OpenAPI document, authentication, problems, health. */
@NullMarked
package cn.yizhan.hub.api;

import org.jspecify.annotations.NullMarked;
