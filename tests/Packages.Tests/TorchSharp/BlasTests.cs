using static TorchSharp.torch;

namespace Packages.Tests.TorchSharp;

/// <summary>The library behind products of matrices, which decides how long everything takes.</summary>
public class BlasTests
{
    [Fact]
    public void Matrix_products_run_on_an_optimised_BLAS()
    {
        using Tensor product = ones(512, 512).matmul(ones(512, 512));

        Assert.Equal(512, product[511, 511].item<float>());
        Assert.Null(BlasCheck.Problem());
    }

    [Fact]
    public void The_reference_BLAS_is_named_with_the_package_that_replaces_it()
    {
        string? problem = BlasCheck.Problem(
        [
            "7f01-7f02 r-xp 00000000 fe:00 11 /usr/lib/x86_64-linux-gnu/libtorch_cpu.so.1.13.0",
            "7f03-7f04 r-xp 00000000 fe:00 12 /usr/lib/x86_64-linux-gnu/blas/libblas.so.3.11.0",
            "7f05-7f06 r-xp 00000000 fe:00 13 /usr/lib/x86_64-linux-gnu/openblas-openmp/liblapack.so.3",
        ]);

        Assert.NotNull(problem);
        Assert.Contains("libopenblas0-openmp", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/usr/lib/x86_64-linux-gnu/openblas-openmp/libblas.so.3")]
    [InlineData("/opt/intel/libmkl_rt.so.2")]
    [InlineData("/home/user/libtorch_cpu.so")]
    public void Other_libraries_are_no_problem(string path) =>
        Assert.Null(BlasCheck.Problem([$"7f01-7f02 r-xp 00000000 fe:00 11 {path}"]));
}
