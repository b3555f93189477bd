"""What is read of certificates: by their holders, by whoever holds the paper, and on paper."""
