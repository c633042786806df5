package cn.yizhan.hub.api;

import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What somebody says he has brought.
 *
 * @param id its identity
 * @param item code of the item
 * @param at when it was brought, epoch milliseconds
 * @param amount how much, in the item's unit; null when he does not say
 * @param expires until when it can be used; null when he does not say
 * @param photo SHA-256 of a photo of the station, in hex; null for none
 * @param note what else there is to say; null for nothing
 */
public record NewRestock(
    UUID id,
    String item,
    long at,
    @Nullable Double amount,
    @Nullable LocalDate expires,
    @Nullable String photo,
    @Nullable String note) {}
