using Harmonium.Numerics.Functions;
using Harmonium.Numerics.Randomness;

namespace Harmonium.Numerics.Differentiation.Operations;

/// <summary>
/// Operations on nodes. Shapes are as in <see cref="Tensor"/>: a value is a matrix of its rows, with all other dimensions merged into columns.
/// </summary>
internal static class NodeOperations
{
    /// <param name="node">The node that the operation applies to.</param>
    extension(Node node)
    {
        /// <summary>The matrix product op(this) op(other), where op optionally transposes.</summary>
        /// <exception cref="ArgumentException">The shapes do not fit.</exception>
        public Node Multiply(Node other, bool transposeLeft = false, bool transposeRight = false) =>
            new MatrixProduct(node, other, transposeLeft, transposeRight);

        /// <summary>f(this · weights + bias), [batch, inputs] → [batch, units]. One fused operation, which saves passes over memory.</summary>
        /// <param name="weights">The weights, [inputs, units].</param>
        /// <param name="bias">The bias, [units]; null for none.</param>
        /// <param name="activation">The activation f; default: the identity.</param>
        /// <exception cref="ArgumentException">The shapes do not fit.</exception>
        public Node Linear(Node weights, Node? bias, Activation? activation = null) => new LinearLayer(node, weights, bias, activation ?? Activation.Linear);

        /// <summary>f(x), element-wise.</summary>
        public Node Apply(Activation f) => new Activated(node, f);

        /// <summary>factor · x + term, element-wise.</summary>
        public Node Scale(float factor, float term = 0) => new Scaled(node, factor, term);

        /// <summary>The element-wise sum. A single number, a row [columns] or a column [rows, 1] is broadcast.</summary>
        /// <exception cref="ArgumentException">The shapes do not fit.</exception>
        public Node Add(Node other) => Combined.Of(Combination.Sum, node, other);

        /// <summary>The element-wise difference, with broadcasting as in <see cref="Add"/>.</summary>
        /// <exception cref="ArgumentException">The shapes do not fit.</exception>
        public Node Subtract(Node other) => Combined.Of(Combination.Difference, node, other);

        /// <summary>The element-wise product, with broadcasting as in <see cref="Add"/>.</summary>
        /// <exception cref="ArgumentException">The shapes do not fit.</exception>
        public Node Times(Node other) => Combined.Of(Combination.Product, node, other);

        /// <summary>The element-wise quotient, with broadcasting as in <see cref="Add"/>.</summary>
        /// <exception cref="ArgumentException">The shapes do not fit.</exception>
        public Node Over(Node other) => Combined.Of(Combination.Quotient, node, other);

        /// <summary>The sum over rows, [rows, columns] → [columns].</summary>
        public Node SumRows() => new RowsSummed(node);

        /// <summary>The sum over columns, [rows, columns] → [rows, 1].</summary>
        public Node SumColumns() => new ColumnsSummed(node);

        /// <summary>The sum of all elements, [1].</summary>
        public Node Sum() => node.SumColumns().Reshape(-1, 1).SumRows();

        /// <summary>The mean of all elements, [1]; 0 if there are none.</summary>
        public Node Mean() => node.Sum().Scale(1f / Math.Max(1, node.Value.Count));

        /// <summary>The same elements in another shape; nothing is copied.</summary>
        /// <exception cref="ArgumentException">The shape has a different number of elements.</exception>
        public Node Reshape(params ReadOnlySpan<int> shape) => new Reshaped(node, node.Value.Reshape(shape));

        /// <summary>Rows start to start + count; nothing is copied.</summary>
        /// <exception cref="ArgumentOutOfRangeException">The range is out of bounds.</exception>
        public Node RowRange(int start, int count) => new RowSlice(node, start, count);

        /// <summary>Columns start to start + count, [rows, count].</summary>
        /// <exception cref="ArgumentOutOfRangeException">The range is out of bounds.</exception>
        public Node ColumnRange(int start, int count) => new ColumnSlice(node, start, count);

        /// <summary>The softmax of each row.</summary>
        public Node Softmax() => new SoftmaxValues(node);

        /// <summary>
        /// The cross-entropy −log softmax(this)[label], averaged over the batch, [1], in nats. Fused, since its gradient is softmax − target.
        /// </summary>
        /// <param name="labels">The class of each row.</param>
        /// <param name="smoothing">The fraction of the target that is spread over all classes (label smoothing, Szegedy et al. 2016), 0 to below 1.</param>
        /// <param name="classWeights">The factor of the loss of each class, [classes]; null for 1. The sum is still divided by the batch size.</param>
        /// <exception cref="ArgumentException">
        /// The number of labels differs from the number of rows, a label is out of range, or the number of weights differs from that of the classes.
        /// </exception>
        public LossNode SoftmaxCrossEntropy(int[] labels, float smoothing = 0, float[]? classWeights = null) =>
            new SoftmaxLoss(node, labels, smoothing, classWeights);

        /// <summary>The cross-entropy −Σ t log σ(x) + (1 − t) log(1 − σ(x)) over columns, averaged over the batch, [1], in nats. x are the logits.</summary>
        /// <param name="targets">The targets t, from 0 to 1, in this node's shape.</param>
        /// <exception cref="ArgumentException">The shapes differ.</exception>
        public LossNode BernoulliCrossEntropy(Tensor targets) => new BernoulliLoss(node, targets);

        /// <summary>½ Σ (x − t)² over columns, averaged over the batch, [1].</summary>
        /// <param name="targets">The targets t, in this node's shape.</param>
        /// <exception cref="ArgumentException">The shapes differ.</exception>
        public LossNode SquaredError(Tensor targets) => new SquaredLoss(node, targets);

        /// <summary>
        /// (x − mean)/√(variance + ε), with mean and variance of each column over the batch (batch normalization, Ioffe &amp; Szegedy 2015) or of each row
        /// over its columns (layer normalization, Ba, Kiros, Hinton 2016).
        /// </summary>
        /// <param name="ofColumns">True to normalize columns over the rows; false to normalize rows over the columns.</param>
        /// <param name="epsilon">ε, above 0.</param>
        public NormalizedNode Normalize(bool ofColumns, float epsilon = 1e-5f) => new Normalization(node, ofColumns, epsilon);

        /// <summary>
        /// Dropout: 0 with a probability, otherwise x/(1 − probability) (Srivastava et al. 2014). The dropped elements depend on the stream alone.
        /// </summary>
        /// <param name="probability">The probability of dropping an element, 0 to below 1.</param>
        /// <param name="random">The random stream of this step and layer.</param>
        /// <exception cref="ArgumentOutOfRangeException">The probability is not in [0, 1).</exception>
        public Node Dropout(float probability, RandomStream random) => probability == 0 ? node : new Dropped(node, probability, random);

        /// <summary>
        /// The rows indices[i] of this table, plus a bias. Equal to the product of one-hot rows with the table, without computing that product.
        /// </summary>
        /// <param name="indices">The row indices. They must not change before the tape is reset.</param>
        /// <param name="bias">The bias, [columns]; null for none.</param>
        /// <returns>[indices, columns], evaluated when its value is first read. Read it before the table or the bias change.</returns>
        /// <exception cref="ArgumentException">An index is out of range.</exception>
        public Node Lookup(int[] indices, Node? bias = null) => new LookedUp(node, indices, bias);

        /// <summary>
        /// f(convolution with filters + bias): planes [channels, height, width, batch] → [filters, height′, width′, batch].
        /// The batch is the innermost dimension (as in Krizhevsky 2014), so convolutions need no copy of the patches.
        /// </summary>
        /// <param name="filters">The filters, [filters, channels·side²].</param>
        /// <param name="bias">The bias, [filters]; null for none.</param>
        /// <param name="side">The height and width of a filter.</param>
        /// <param name="padding">The width of the zero padding on each side.</param>
        /// <param name="activation">The activation f; default: the identity.</param>
        /// <exception cref="ArgumentException">The shapes do not fit.</exception>
        public Node Convolve(Node filters, Node? bias, int side, int padding = 0, Activation? activation = null) =>
            new Convolution(node, filters, bias, side, padding, activation ?? Activation.Linear);

        /// <summary>
        /// Mean pooling over windows of side × side of planes [channels, height, width, batch]. Incomplete windows at the border are ignored.
        /// </summary>
        /// <exception cref="ArgumentException">The node is not planes, or the side is out of range.</exception>
        public Node AveragePool(int side) => new Pooling(node, side, largest: false);

        /// <summary>Max pooling over the same windows as <see cref="AveragePool"/>.</summary>
        /// <exception cref="ArgumentException">The node is not planes, or the side is out of range.</exception>
        public Node MaximumPool(int side) => new Pooling(node, side, largest: true);

        /// <summary>Planes [channels, height, width, batch] as rows [batch, channels·height·width].</summary>
        /// <exception cref="ArgumentException">The node is not planes.</exception>
        public Node PlanesToRows()
        {
            (int channels, int height, int width, int batch) = Planes.SizesOf(node);
            int numbers = channels * height * width;
            return new Transposed(node, numbers, batch, batch, numbers);
        }

        /// <summary>Rows [batch, channels·height·width] as planes [channels, height, width, batch].</summary>
        /// <exception cref="ArgumentException">The rows have a different length.</exception>
        public Node RowsToPlanes(int channels, int height, int width)
        {
            if (channels * height * width != node.Value.Columns)
                throw new ArgumentException($"Rows of {node.Value.Columns} elements cannot be reshaped to {channels} planes of {height} × {width}.");
            return new Transposed(node, node.Value.Rows, node.Value.Columns, channels, height, width, node.Value.Rows);
        }

        /// <summary>
        /// An LSTM over a whole sequence (Hochreiter &amp; Schmidhuber 1997; forget gates of Gers, Schmidhuber, Cummins 2000): i, f, o = σ, g = tanh of x +
        /// h′W; c = f c′ + i g; h = o tanh c.
        /// This node is x, [steps·batch, 4·units], in order of steps, with blocks i, f, o, g.
        /// </summary>
        /// <param name="recurrent">The recurrent weights W, [units, 4·units].</param>
        /// <param name="outputs">The initial outputs h, [batch, units].</param>
        /// <param name="cells">The initial cells c, [batch, units].</param>
        /// <returns>The outputs h, [steps·batch, units].</returns>
        /// <exception cref="ArgumentException">The shapes do not fit.</exception>
        public LstmNode Lstm(Node recurrent, Tensor outputs, Tensor cells) => new Lstm(node, recurrent, outputs, cells);

        /// <summary>Concatenates nodes with the same number of rows, [rows, Σ columns].</summary>
        /// <exception cref="ArgumentException">There are no nodes, or their numbers of rows differ.</exception>
        public static Node Concatenate(params IReadOnlyList<Node> parts) => new Concatenation(parts);

        /// <summary>Stacks nodes with the same number of columns, [Σ rows, columns].</summary>
        /// <exception cref="ArgumentException">There are no nodes, or their numbers of columns differ.</exception>
        public static Node Stack(params IReadOnlyList<Node> parts) => new Stacked(parts);
    }
}
