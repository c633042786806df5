package cn.yizhan.hub.api;

import org.jspecify.annotations.Nullable;

/**
 * A street office to be registered.
 *
 * @param code its code
 * @param name what people call it
 * @param regionCode code of the administrative region
 * @param demo true for invented ones
 */
public record NewOffice(String code, String name, @Nullable String regionCode, boolean demo) {}
