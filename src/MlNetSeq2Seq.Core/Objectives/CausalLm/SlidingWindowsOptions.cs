using System.Text.Json.Serialization;

namespace MlNetSeq2Seq.Objectives.CausalLm;

/// <summary>Options of <see cref="SlidingWindows"/>; the defaults are GPT2-Chinese's.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record SlidingWindowsOptions
{
    /// <summary>Tokens of a window.</summary>
    public int Size { get; init; } = 1024;

    /// <summary>Tokens from the start of one window to that of the next; at most <see cref="Size"/>, so that no token is lost.</summary>
    public int Stride { get; init; } = 768;

    /// <summary>
    /// Whether what is left behind the last whole window gets a window that ends with the row and reaches back, or is left out. A row
    /// shorter than a window is such a rest.
    /// </summary>
    public bool KeepLast { get; init; } = true;

    /// <summary>Rows with fewer tokens give no window.</summary>
    public int MinimumLength { get; init; } = 2;
}
