using System.Text.Json;

namespace MlNetSeq2Seq.Clue;

/// <summary>Takes the members of a JSON object, and says in one wording which is not there or is of another kind.</summary>
/// <param name="Value">The object.</param>
/// <param name="Number">Its number in the file, from 0.</param>
/// <param name="Where">Its file and line, for messages.</param>
internal readonly record struct ClueRow(JsonElement Value, int Number, string Where)
{
    /// <summary>The row's <c>id</c>, its number in the file where it has none.</summary>
    public long Id => OptionalScalar("id") is not { } id
        ? Number
        : long.TryParse(id, System.Globalization.NumberStyles.AllowLeadingSign, System.Globalization.CultureInfo.InvariantCulture, out long value)
            ? value
            : throw Problem($"has the id '{id}', but wanted is a whole number");

    /// <summary>A text that must be there and not be empty.</summary>
    public string Text(string name)
    {
        string? text = Member(name) is { ValueKind: JsonValueKind.String } member ? member.GetString() : throw Problem($"has no text '{name}'");
        return string.IsNullOrWhiteSpace(text) ? throw Problem($"has an empty '{name}'") : text;
    }

    /// <summary>A list of texts that must be there.</summary>
    public IReadOnlyList<string> Texts(string name) =>
        Member(name) is { ValueKind: JsonValueKind.Array } list && list.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String) && list.GetArrayLength() > 0
            ? [.. list.EnumerateArray().Select(item => item.GetString()!)]
            : throw Problem($"has no list of texts '{name}'");

    /// <summary>A whole number that must be there.</summary>
    public int Integer(string name) =>
        Member(name) is { ValueKind: JsonValueKind.Number } member && member.TryGetInt32(out int value) ? value : throw Problem($"has no whole number '{name}'");

    /// <summary>An object that must be there.</summary>
    public ClueRow Object(string name) => Member(name) is { ValueKind: JsonValueKind.Object } member ? this with { Value = member } : throw Problem($"has no object '{name}'");

    /// <summary>A list of objects that must be there.</summary>
    public IEnumerable<ClueRow> Objects(string name)
    {
        ClueRow row = this;
        return Member(name) is { ValueKind: JsonValueKind.Array } list && list.EnumerateArray().All(item => item.ValueKind == JsonValueKind.Object)
            ? list.EnumerateArray().Select(item => row with { Value = item })
            : throw Problem($"has no list of objects '{name}'");
    }

    /// <summary>The text of a text, a number or a truth value; null where there is none.</summary>
    public string? OptionalScalar(string name) => Member(name) switch
    {
        null or { ValueKind: JsonValueKind.Null } => null,
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        { ValueKind: JsonValueKind.Number } number => number.GetRawText(),
        { ValueKind: JsonValueKind.True } => "true",
        { ValueKind: JsonValueKind.False } => "false",
        _ => throw Problem($"has a '{name}' that is neither text nor number"),
    };

    public InvalidDataException Problem(string found) => new($"{Where} {found}.");

    private JsonElement? Member(string name)
    {
        if (Value.ValueKind != JsonValueKind.Object)
        {
            throw Problem("is no JSON object");
        }

        return Value.TryGetProperty(name, out JsonElement member) ? member : null;
    }
}
