using System;
using System.Linq;
using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Whole numbers from low, included, to high, excluded.</summary>
    public static Tensor randint(
        long low, long high, Size size, ScalarType? dtype = null, Device device = null, bool requires_grad = false,
        Generator generator = null, string[] names = null) =>
        Finished(
            Aten.randint_low_generator.Call(
                [low, high, size.Shape, generator, dtype ?? ScalarType.Int64, Arg.None, InitializeDevice(device)]),
            requires_grad,
            names);

    public static Tensor randint(
        long high, Size size, ScalarType? dtype = null, Device device = null, bool requires_grad = false, Generator generator = null,
        string[] names = null) =>
        randint(0, high, size, dtype, device, requires_grad, generator, names);

    public static Tensor randint(
        long high, long[] size, ScalarType? dtype = null, Device device = null, bool requires_grad = false, Generator generator = null,
        string[] names = null) =>
        randint(0, high, new Size(size), dtype, device, requires_grad, generator, names);

    public static Tensor randint(
        long low, long high, long[] size, ScalarType? dtype = null, Device device = null, bool requires_grad = false,
        Generator generator = null, string[] names = null) =>
        randint(low, high, new Size(size), dtype, device, requires_grad, generator, names);

    public static Tensor randint(
        int low, int high, int[] size, ScalarType? dtype = null, Device device = null, bool requires_grad = false,
        Generator generator = null, string[] names = null) =>
        randint(low, high, new Size(size), dtype, device, requires_grad, generator, names);

    public static Tensor randint(
        int high, int[] size, ScalarType? dtype = null, Device device = null, bool requires_grad = false, Generator generator = null,
        string[] names = null) =>
        randint(0, high, new Size(size), dtype, device, requires_grad, generator, names);

    public static Tensor randint_like(
        Tensor input, long low, long high, ScalarType? dtype = null, Device device = null, bool requires_grad = false) =>
        input.randint_like(low, high, dtype, device, requires_grad);

    /// <summary>The numbers from 0 to n, excluded, in random order.</summary>
    public static Tensor randperm(
        long n, ScalarType? dtype = null, Device device = null, bool requires_grad = false, Generator generator = null) =>
        Finished(
            Aten.randperm_generator.Call([n, generator, dtype ?? ScalarType.Int64, Arg.None, InitializeDevice(device)]),
            requires_grad,
            null);

    public static Tensor randperm(long n, Tensor @out, Generator generator = null) =>
        Aten.randperm_generator_out.Call([n, generator, @out]);

    public static Tensor normal(
        double mean, double std, ReadOnlySpan<long> size, ScalarType? dtype = null, Device device = null, bool requires_grad = false,
        Generator generator = null, string[] names = null)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor drawn = randn(size, dtype, device, false, generator, names).mul_(std).add_(mean);
        return drawn.requires_grad_(requires_grad).MoveToOuterDisposeScope();
    }

    /// <summary>A number for each pair of mean and standard deviation.</summary>
    public static Tensor normal(Tensor mean, Tensor std, Generator generator = null)
    {
        if (std.device_type != mean.device_type || std.device_index != mean.device_index)
        {
            throw new ArgumentException("The 'means' and 'stddev' tensors must be located on the same device.");
        }

        using DisposeScope scope = NewDisposeScope();
        return ((randn(mean.shape, null, std.device, false, generator) * std) + mean).MoveToOuterDisposeScope();
    }

    public static Tensor bernoulli(Tensor input, Generator generator = null) => input.bernoulli(generator);

    public static Tensor multinomial(Tensor input, long num_samples, bool replacement = false, Generator generator = null) =>
        input.multinomial(num_samples, replacement, generator);
}
