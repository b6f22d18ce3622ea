namespace MlNetSeq2Seq.Objectives.CausalLm;

/// <summary>Cuts long rows into windows that overlap (GPT2-Chinese, train.py).</summary>
/// <remarks>
/// With size 1024 and stride 768 a row of 2000 tokens gives the windows 0 to 1024, 768 to 1792 and 976 to 2000.
/// </remarks>
public sealed class SlidingWindows
{
    private readonly SlidingWindowsOptions _options;

    /// <summary>Checks the options.</summary>
    /// <param name="options">Sizes.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    public SlidingWindows(SlidingWindowsOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Size < 1 || options.Stride < 1 || options.Stride > options.Size || options.MinimumLength < 1)
        {
            throw new ArgumentOutOfRangeException(
                nameof(options),
                $"SlidingWindows needs a Stride from 1 to Size and a MinimumLength of at least 1, but Size is {options.Size}, "
                + $"Stride {options.Stride} and MinimumLength {options.MinimumLength}.");
        }

        _options = options;
    }

    /// <summary>The windows of a row, from left to right.</summary>
    /// <param name="length">Tokens of the row.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="length"/> is negative.</exception>
    public IReadOnlyList<TokenWindow> Apply(int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        List<TokenWindow> windows = [];
        if (length < _options.MinimumLength)
        {
            return windows;
        }

        int covered = 0;
        int start = 0;
        for (; start + _options.Size <= length; start += _options.Stride)
        {
            windows.Add(new TokenWindow(start, _options.Size, covered - start));
            covered = start + _options.Size;
        }

        if (_options.KeepLast && covered < length)
        {
            int last = Math.Max(0, length - _options.Size);
            windows.Add(new TokenWindow(last, length - last, Math.Max(0, covered - last)));
        }

        return windows;
    }
}
