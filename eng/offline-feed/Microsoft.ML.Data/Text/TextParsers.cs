using System;
using System.Globalization;
using System.Numerics;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>Reads a value out of a field; false, and what stands for a missing value, if there is none in it.</summary>
internal delegate bool TextParser<T>(ReadOnlyMemory<char> text, out T value);

/// <summary>The parsers of the types that a text loader can read.</summary>
internal static class TextParsers
{
    private static readonly string[] s_true = { "t", "y", "1", "+", "+1", "yes", "true" };
    private static readonly string[] s_false = { "f", "n", "0", "-", "no", "-1", "false" };

    public static TextParser<T> Create<T>(PrimitiveDataViewType type, TextFormat format) => (TextParser<T>)Create(type, format);

    /// <summary>Whether a field that cannot be read becomes a missing value; otherwise it is an error.</summary>
    public static bool HasMissingValue(PrimitiveDataViewType type)
        => type is KeyDataViewType || type == NumberDataViewType.Single || type == NumberDataViewType.Double;

    private static Delegate Create(PrimitiveDataViewType type, TextFormat format)
    {
        if (type is KeyDataViewType key)
        {
            return Type.GetTypeCode(type.RawType) switch
            {
                TypeCode.Byte => Key<byte>(key.Count),
                TypeCode.UInt16 => Key<ushort>(key.Count),
                TypeCode.UInt32 => Key<uint>(key.Count),
                _ => Key<ulong>(key.Count),
            };
        }

        return type.GetRawKind() switch
        {
            InternalDataKind.I1 => Integer<sbyte>(NumberStyles.AllowLeadingSign),
            InternalDataKind.U1 => Integer<byte>(NumberStyles.None),
            InternalDataKind.I2 => Integer<short>(NumberStyles.AllowLeadingSign),
            InternalDataKind.U2 => Integer<ushort>(NumberStyles.None),
            InternalDataKind.I4 => Integer<int>(NumberStyles.AllowLeadingSign),
            InternalDataKind.U4 => Integer<uint>(NumberStyles.None),
            InternalDataKind.I8 => Integer<long>(NumberStyles.AllowLeadingSign),
            InternalDataKind.U8 => Integer<ulong>(NumberStyles.None),
            InternalDataKind.R4 => Real(format, float.NaN),
            InternalDataKind.R8 => Real(format, double.NaN),
            InternalDataKind.TX => Text(),
            InternalDataKind.BL => (TextParser<bool>)Flag,
            InternalDataKind.TS => Time<TimeSpan>((string text, out TimeSpan value) => TimeSpan.TryParse(
                text, CultureInfo.InvariantCulture, out value)),
            InternalDataKind.DT => Time<DateTime>((string text, out DateTime value) => DateTime.TryParse(
                text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out value)),
            InternalDataKind.DZ => Time<DateTimeOffset>((string text, out DateTimeOffset value) => DateTimeOffset.TryParse(
                text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out value)),
            _ => throw Contracts.ExceptUserArg("Type", "Bad item type"),
        };
    }

    private delegate bool StringParser<T>(string text, out T value);

    private static Delegate Text() => (TextParser<ReadOnlyMemory<char>>)((ReadOnlyMemory<char> text, out ReadOnlyMemory<char> value) =>
    {
        value = text;
        return true;
    });

    private static Delegate Integer<T>(NumberStyles style)
        where T : struct, INumber<T>
        => (TextParser<T>)((ReadOnlyMemory<char> text, out T value) =>
        {
            value = default;
            return text.IsEmpty || (text.Span[0] != '+' && T.TryParse(text.Span, style, CultureInfo.InvariantCulture, out value));
        });

    private static Delegate Real<T>(TextFormat format, T missing)
        where T : struct, IFloatingPointIeee754<T>
    {
        var numbers = (NumberFormatInfo)NumberFormatInfo.InvariantInfo.Clone();
        (numbers.NumberDecimalSeparator, numbers.NumberGroupSeparator) = format.DecimalMarker == ',' ? (",", ".") : (".", ",");
        return (TextParser<T>)((ReadOnlyMemory<char> text, out T value) =>
        {
            ReadOnlySpan<char> span = text.Span.Trim();
            if (span.IsEmpty)
            {
                value = format.MissingRealsAsNaNs ? missing : default;
                return true;
            }

            if (span is "\u221E" or "-\u221E")
            {
                value = span.Length == 1 ? T.PositiveInfinity : T.NegativeInfinity;
                return true;
            }

            if (T.TryParse(span, NumberStyles.Float, numbers, out value))
            {
                return true;
            }

            value = missing;
            return IsMissing(span);
        });
    }

    // A key is written as a number from 0; its value begins at 1, for 0 is a missing one.
    private static Delegate Key<T>(ulong count)
        where T : struct, INumber<T>
        => (TextParser<T>)((ReadOnlyMemory<char> text, out T value) =>
        {
            ReadOnlySpan<char> span = text.Span;
            bool parsed = ulong.TryParse(span, NumberStyles.None, CultureInfo.InvariantCulture, out ulong number) && number < count;
            value = parsed ? T.CreateTruncating(number + 1) : default;
            return parsed || span.IsEmpty || IsMissing(span);
        });

    private static Delegate Time<T>(StringParser<T> parse) => (TextParser<T>)((ReadOnlyMemory<char> text, out T value) =>
    {
        value = default;
        return text.IsEmpty || parse(text.ToString(), out value);
    });

    private static bool Flag(ReadOnlyMemory<char> text, out bool value)
    {
        value = IsOneOf(text.Span, s_true);
        return value || text.IsEmpty || IsOneOf(text.Span, s_false);
    }

    private static bool IsMissing(ReadOnlySpan<char> span)
        => span is "?" || span.Equals("NaN", StringComparison.OrdinalIgnoreCase) || span.Equals("NA", StringComparison.OrdinalIgnoreCase);

    private static bool IsOneOf(ReadOnlySpan<char> span, string[] words)
    {
        foreach (string word in words)
        {
            if (span.Equals(word, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
