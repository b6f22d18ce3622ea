using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Packages.Tests.TorchSharp;

/// <summary>What goes wrong in libtorch comes out as one type of exception, with libtorch's words.</summary>
public class NativeErrorTests
{
    // mm and not matmul: TorchSharp 0.106.0 catches nothing in the native half of matmul, and an error there ends the process.
    [Fact]
    public void Shapes_that_do_not_fit_are_named()
    {
        ExternalException error = Assert.Throws<ExternalException>(() => zeros(2, 3).mm(zeros(4, 5)));

        Assert.Contains("2x3 and 4x5", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Sizes_that_cannot_be_spread_are_named()
    {
        ExternalException error = Assert.Throws<ExternalException>(() => zeros(2) + zeros(3));

        Assert.Contains("must match", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_error_leaves_no_trace_in_the_next_call()
    {
        Assert.Throws<ExternalException>(() => zeros(2).view(3));

        Assert.Equal(2, ones(2).sum().item<float>());
    }
}
