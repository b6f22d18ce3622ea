using System.Text.Json;

namespace MlNetSeq2Seq.Benchmarks.Comparison;

/// <summary>
/// The protocol of a comparison: the program says that it is ready, then does one repeat for every line that it reads, and
/// answers each with one line of JSON. So two programs take turns without either having to warm up again.
/// </summary>
internal sealed class Turns(int? repeats)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);
    private int _taken;

    /// <summary>Says that warming up is over.</summary>
    public static void Ready() => Say(new { ready = true });

    /// <summary>Answers a repeat.</summary>
    public static void Say(object result)
    {
        Console.Out.WriteLine(JsonSerializer.Serialize(result, Json));
        Console.Out.Flush();
    }

    /// <summary>Waits for the next turn; false when there is none. With a number of repeats nothing is waited for.</summary>
    public bool Next() => repeats is { } count ? _taken++ < count : Console.In.ReadLine() is not null;
}
